//! What the list asks for, and what takes a role back.

use cynic::{MutationBuilder, QueryBuilder};

use super::site_role::SiteRole;
use crate::api::error::ApiError;
use crate::api::page_info::PageInfo;
use crate::api::scalar::Instant;
use crate::api::schema;
use crate::api::transport::send;
use crate::console::listing::{Answer, PAGE_SIZE, Page};

/// Why a role stays.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Refusal {
    /// It is the viewer's own, and they would lock themselves out.
    Own,
    /// The person is gone, or something that this page does not expect.
    Outdated,
    /// No answer that could be used.
    Failed(ApiError),
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self::Failed(error)
    }
}

/// The roles of whoever has this username, newest first; those of everybody for none.
pub(super) fn page(
    username: Option<String>,
    after: Option<String>,
) -> impl Future<Output = Result<Answer<RoleAssignment>, ApiError>> + 'static + use<> {
    let operation = PageQuery::build(PageVariables {
        first: PAGE_SIZE,
        after,
        filter: RoleAssignmentFilter { username },
    });
    async {
        let page = send(operation).await.map(|answer| {
            let RoleAssignmentConnection {
                nodes,
                page_info,
                total_count,
            } = answer.data.role_assignments;
            Page {
                nodes,
                next: page_info.next(),
                total: total_count,
            }
        });
        Answer::of(page)
    }
}

/// Takes a role back; one that is gone already is gone.
pub(super) async fn revoke(username: String, role: SiteRole) -> Result<(), Refusal> {
    let input = RevokeRoleInput { username, role };
    let payload = send(Revoke::build(RevokeVariables { input })).await?.data.revoke_role;
    match payload.user_errors.first().map(|it| it.code) {
        None => Ok(()),
        Some(RevokeRoleErrorCode::OwnRole) => Err(Refusal::Own),
        Some(RevokeRoleErrorCode::Other) => Err(Refusal::Outdated),
    }
}

#[derive(cynic::QueryVariables)]
struct PageVariables {
    first: i32,
    after: Option<String>,
    filter: RoleAssignmentFilter,
}

#[derive(cynic::InputObject)]
struct RoleAssignmentFilter {
    #[cynic(skip_serializing_if = "Option::is_none")]
    username: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "PageVariables")]
struct PageQuery {
    #[arguments(first: $first, after: $after, filter: $filter)]
    role_assignments: RoleAssignmentConnection,
}

#[derive(cynic::QueryFragment)]
struct RoleAssignmentConnection {
    nodes: Vec<RoleAssignment>,
    page_info: PageInfo,
    total_count: Option<i32>,
}

/// That somebody has a role.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct RoleAssignment {
    pub(super) username: Option<String>,
    pub(super) name: Option<String>,
    pub(super) role: SiteRole,
    pub(super) granted_by: Option<String>,
    pub(super) granted_at: Instant,
}

#[derive(cynic::InputObject)]
struct RevokeRoleInput {
    username: String,
    role: SiteRole,
}

#[derive(cynic::QueryVariables)]
struct RevokeVariables {
    input: RevokeRoleInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "RevokeVariables")]
struct Revoke {
    #[arguments(input: $input)]
    revoke_role: RevokeRolePayload,
}

#[derive(cynic::QueryFragment)]
struct RevokeRolePayload {
    user_errors: Vec<RevokeRoleError>,
}

#[derive(cynic::QueryFragment)]
struct RevokeRoleError {
    code: RevokeRoleErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum RevokeRoleErrorCode {
    OwnRole,
    /// Anything else.
    #[cynic(fallback)]
    Other,
}
