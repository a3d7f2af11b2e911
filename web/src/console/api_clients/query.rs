//! What the list asks for.

use cynic::{Id, QueryBuilder};

use super::scope::ApiScope;
use crate::api::error::ApiError;
use crate::api::page_info::PageInfo;
use crate::api::scalar::Instant;
use crate::api::schema;
use crate::api::transport::send;
use crate::console::listing::{Answer, PAGE_SIZE, Page};

/// Those that have these words in their names, newest first.
pub(super) fn page(
    search: Option<String>,
    after: Option<String>,
) -> impl Future<Output = Result<Answer<ApiClient>, ApiError>> + 'static {
    let operation = PageQuery::build(PageVariables {
        first: PAGE_SIZE,
        after,
        search,
    });
    async {
        let page = send(operation).await.map(|answer| {
            let ApiClientConnection {
                nodes,
                page_info,
                total_count,
            } = answer.data.api_clients;
            Page {
                nodes,
                next: page_info.next(),
                total: total_count,
            }
        });
        Answer::of(page)
    }
}

#[derive(cynic::QueryVariables)]
struct PageVariables {
    first: i32,
    after: Option<String>,
    search: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "PageVariables")]
struct PageQuery {
    #[arguments(first: $first, after: $after, search: $search)]
    api_clients: ApiClientConnection,
}

#[derive(cynic::QueryFragment)]
struct ApiClientConnection {
    nodes: Vec<ApiClient>,
    page_info: PageInfo,
    total_count: Option<i32>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct ApiClient {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) scopes: Vec<ApiScope>,
    pub(super) key_hint: String,
    pub(super) state: ApiClientState,
    pub(super) last_used_at: Option<Instant>,
    pub(super) previous_key_ends_at: Option<Instant>,
    pub(super) expires_at: Option<Instant>,
    pub(super) revoked_at: Option<Instant>,
    pub(super) version: i32,
}

/// Whether its keys count.
#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ApiClientState {
    Active,
    Expired,
    Revoked,
}
