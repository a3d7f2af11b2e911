//! What the list asks for.

use cynic::{Id, QueryBuilder};

use crate::api::error::ApiError;
use crate::api::page_info::PageInfo;
use crate::api::schema;
use crate::api::transport::send;
use crate::console::listing::{Answer, PAGE_SIZE, Page};

/// Those that have these words in their name, newest first.
pub(super) fn page(
    search: Option<String>,
    after: Option<String>,
) -> impl Future<Output = Result<Answer<Site>, ApiError>> + 'static {
    let operation = PageQuery::build(PageVariables {
        first: PAGE_SIZE,
        after,
        search,
    });
    async {
        let page = send(operation).await.map(|answer| {
            let SiteConnection {
                nodes,
                page_info,
                total_count,
            } = answer.data.sites;
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
    sites: SiteConnection,
}

#[derive(cynic::QueryFragment)]
struct SiteConnection {
    nodes: Vec<Site>,
    page_info: PageInfo,
    total_count: Option<i32>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Site {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) is_default: bool,
    pub(super) public_url: String,
    pub(super) lms_url: Option<String>,
}
