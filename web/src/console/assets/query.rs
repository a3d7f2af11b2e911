//! What the list asks for.

use cynic::{Id, QueryBuilder};

use crate::api::error::ApiError;
use crate::api::page_info::PageInfo;
use crate::api::scalar::Instant;
use crate::api::schema;
use crate::api::transport::send;
use crate::console::listing::{Answer, PAGE_SIZE, Page};

/// Those that have these words in their name, newest first.
pub(super) fn page(
    search: Option<String>,
    after: Option<String>,
) -> impl Future<Output = Result<Answer<Asset>, ApiError>> + 'static {
    let operation = PageQuery::build(PageVariables {
        first: PAGE_SIZE,
        after,
        search,
    });
    async {
        let page = send(operation).await.map(|answer| {
            let AssetConnection {
                nodes,
                page_info,
                total_count,
            } = answer.data.assets;
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
    assets: AssetConnection,
}

#[derive(cynic::QueryFragment)]
struct AssetConnection {
    nodes: Vec<Asset>,
    page_info: PageInfo,
    total_count: Option<i32>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Asset {
    pub(super) id: Id,
    pub(super) version: i32,
    pub(super) name: String,
    pub(super) url: String,
    pub(super) width: i32,
    pub(super) height: i32,
    pub(super) byte_size: i32,
    pub(super) created_at: Instant,
    /// Username; none where that is not known.
    pub(super) created_by: Option<String>,
    /// The first of what shows it.
    pub(super) uses: Vec<AssetUse>,
    /// How many there are in all.
    pub(super) use_count: i32,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct AssetUse {
    pub(super) subject: Id,
    pub(super) subject_name: String,
    pub(super) subject_type: AssetUseType,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AssetUseType {
    Organization,
    Signatory,
    Site,
    Template,
}
