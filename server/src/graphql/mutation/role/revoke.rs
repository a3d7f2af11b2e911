//! `revokeRole`.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};

use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::mutation::credential::revoke::RevokeOutcome;
use crate::graphql::object::enumeration::SiteRole;
use crate::graphql::user_error::UserError;
use crate::service::role::{RawRole, RevokeRoleError, Revoked, revoke};

/// A role to revoke.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct RevokeRoleInput {
    /// The person's name on the learning platform, letter case does not matter.
    username: String,
    /// The role.
    role: SiteRole,
}

/// What became of revoking a role.
#[derive(SimpleObject)]
pub(in crate::graphql) struct RevokeRolePayload {
    /// What became of it.
    outcome: RevokeOutcome,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<RevokeRoleErrorCode>>,
}

/// Why a role was not revoked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum RevokeRoleErrorCode {
    /// The username breaks the platform's rule.
    InvalidUsername,
    /// Nobody is known by this name.
    NotFound,
    /// It is the caller's own role of site admin, and they would lock themselves out: another site admin can revoke it.
    OwnRole,
}

#[derive(Default)]
pub(in crate::graphql) struct RevokeRole;

#[Object]
impl RevokeRole {
    /// Revoke a role that was granted to a person at the site. It holds from their next request on. Repeating the request changes nothing.
    /// Site admins only.
    async fn revoke_role(&self, ctx: &Context<'_>, input: RevokeRoleInput) -> async_graphql::Result<RevokeRolePayload> {
        use RevokeRoleErrorCode as Code;
        let RevokeRoleInput { username, role } = input;
        let raw = RawRole {
            username,
            role: role.into(),
        };
        let error = match revoke(ctx.here()?, raw).await {
            Ok(outcome) => {
                return Ok(RevokeRolePayload {
                    outcome: match outcome {
                        Revoked::Revoked => RevokeOutcome::Revoked,
                        Revoked::Unchanged => RevokeOutcome::Unchanged,
                    },
                    user_errors: Vec::new(),
                });
            }
            Err(error) => error,
        };
        let message = error.to_string();
        let (code, place) = match error {
            RevokeRoleError::Denied(denied) => return Err(error::denied(denied)),
            RevokeRoleError::Fault(fault) => return Err(error::fault(fault)),
            RevokeRoleError::Username(_) => (Code::InvalidUsername, "username"),
            RevokeRoleError::NotFound => (Code::NotFound, "username"),
            RevokeRoleError::OwnRole => (Code::OwnRole, "role"),
        };
        Ok(RevokeRolePayload {
            outcome: RevokeOutcome::Refused,
            user_errors: vec![UserError::at(code, message, [place])],
        })
    }
}
