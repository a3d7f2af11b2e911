//! `grantRole`.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};

use crate::domain::person::Unidentified;
use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::object::enumeration::SiteRole;
use crate::graphql::object::role_assignment::RoleAssignment;
use crate::graphql::user_error::UserError;
use crate::service::role::{GrantRoleError, Granted, RawRole, grant};

/// A role to grant.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct GrantRoleInput {
    /// The person's name on the learning platform, letter case does not matter. They need not have signed in yet.
    username: String,
    /// The role.
    role: SiteRole,
}

/// What became of granting a role.
#[derive(SimpleObject)]
pub(in crate::graphql) struct GrantRolePayload {
    /// The person's role; null where it was refused.
    role_assignment: Option<RoleAssignment>,
    /// What became of it.
    outcome: GrantRoleOutcome,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<GrantRoleErrorCode>>,
}

/// What became of granting a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum GrantRoleOutcome {
    /// The person has the role now.
    Granted,
    /// The person had it before; nothing was written.
    Unchanged,
    /// Nothing was stored; `userErrors` say why.
    Refused,
}

/// Why a role was not granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum GrantRoleErrorCode {
    /// The username breaks the platform's rule.
    InvalidUsername,
    /// The person was retired.
    LearnerRetired,
}

#[derive(Default)]
pub(in crate::graphql) struct GrantRole;

#[Object]
impl GrantRole {
    /// Grant a person a role at the site. It holds from their next request on. Repeating the request changes nothing. Site admins only.
    async fn grant_role(&self, ctx: &Context<'_>, input: GrantRoleInput) -> async_graphql::Result<GrantRolePayload> {
        use GrantRoleErrorCode as Code;
        let GrantRoleInput { username, role } = input;
        let raw = RawRole {
            username,
            role: role.into(),
        };
        let error = match grant(ctx.here()?, raw).await {
            Ok(granted) => {
                let (row, outcome) = match granted {
                    Granted::Granted(it) => (it, GrantRoleOutcome::Granted),
                    Granted::Unchanged(it) => (it, GrantRoleOutcome::Unchanged),
                };
                return Ok(GrantRolePayload {
                    role_assignment: Some(RoleAssignment(row)),
                    outcome,
                    user_errors: Vec::new(),
                });
            }
            Err(error) => error,
        };
        let message = error.to_string();
        let code = match error {
            GrantRoleError::Denied(denied) => return Err(error::denied(denied)),
            GrantRoleError::Fault(fault) => return Err(error::fault(fault)),
            GrantRoleError::Username(_) | GrantRoleError::Unidentified(Unidentified::TwoPeople) => {
                Code::InvalidUsername
            }
            GrantRoleError::Unidentified(Unidentified::Retired) => Code::LearnerRetired,
        };
        Ok(GrantRolePayload {
            role_assignment: None,
            outcome: GrantRoleOutcome::Refused,
            user_errors: vec![UserError::at(code, message, ["username"])],
        })
    }
}
