//! What the list asks for.

use cynic::{Id, QueryBuilder};

use crate::api::error::ApiError;
use crate::api::page_info::PageInfo;
use crate::api::scalar::Instant;
use crate::api::schema;
use crate::api::transport::send;
use crate::console::listing::{Answer, PAGE_SIZE, Page};

/// Those who have these words in their name, newest first.
pub(super) fn page(
    search: Option<String>,
    after: Option<String>,
) -> impl Future<Output = Result<Answer<Template>, ApiError>> + 'static {
    let operation = PageQuery::build(PageVariables {
        first: PAGE_SIZE,
        after,
        search,
    });
    async {
        let page = send(operation).await.map(|answer| {
            let TemplateConnection {
                nodes,
                page_info,
                total_count,
            } = answer.data.templates;
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
    templates: TemplateConnection,
}

#[derive(cynic::QueryFragment)]
struct TemplateConnection {
    nodes: Vec<Template>,
    page_info: PageInfo,
    total_count: Option<i32>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Template {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) updated_at: Instant,
    pub(super) latest_version: TemplateVersion,
    pub(super) published_version: Option<TemplateVersion>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct TemplateVersion {
    pub(super) number: i32,
    pub(super) checked_at: Option<Instant>,
}
