//! What grants a role.

use cynic::MutationBuilder;

use crate::api::error::ApiError;
use crate::api::schema;
use crate::api::transport::send;
use crate::console::roles::site_role::SiteRole;

/// Since when the person has the role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Granted {
    Now,
    Before,
}

/// Why a role is not granted.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Refusal {
    /// No username of the platform.
    Username,
    /// The person was retired.
    Retired,
    /// Something that this page does not expect.
    Outdated,
    /// No answer that could be used.
    Failed(ApiError),
}

impl Refusal {
    /// Whether the name that was written is at fault.
    pub(super) const fn is_name(&self) -> bool {
        match self {
            Self::Username | Self::Retired => true,
            Self::Outdated | Self::Failed(_) => false,
        }
    }
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self::Failed(error)
    }
}

/// Grants it.
pub(super) async fn grant(username: String, role: SiteRole) -> Result<Granted, Refusal> {
    let input = GrantRoleInput { username, role };
    let payload = send(Grant::build(GrantVariables { input })).await?.data.grant_role;
    match payload.user_errors.first().map(|it| it.code) {
        None => Ok(match payload.outcome {
            GrantRoleOutcome::Unchanged => Granted::Before,
            GrantRoleOutcome::Granted | GrantRoleOutcome::Refused => Granted::Now,
        }),
        Some(GrantRoleErrorCode::InvalidUsername) => Err(Refusal::Username),
        Some(GrantRoleErrorCode::LearnerRetired) => Err(Refusal::Retired),
        Some(GrantRoleErrorCode::Other) => Err(Refusal::Outdated),
    }
}

#[derive(cynic::InputObject)]
struct GrantRoleInput {
    username: String,
    role: SiteRole,
}

#[derive(cynic::QueryVariables)]
struct GrantVariables {
    input: GrantRoleInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "GrantVariables")]
struct Grant {
    #[arguments(input: $input)]
    grant_role: GrantRolePayload,
}

#[derive(cynic::QueryFragment)]
struct GrantRolePayload {
    outcome: GrantRoleOutcome,
    user_errors: Vec<GrantRoleError>,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
enum GrantRoleOutcome {
    Granted,
    Unchanged,
    Refused,
}

#[derive(cynic::QueryFragment)]
struct GrantRoleError {
    code: GrantRoleErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum GrantRoleErrorCode {
    InvalidUsername,
    LearnerRetired,
    /// Anything else.
    #[cynic(fallback)]
    Other,
}
