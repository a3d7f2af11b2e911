//! What the dialog asks for.

use cynic::QueryBuilder;

use super::Picture;
use crate::api::error::ApiError;
use crate::api::page_info::PageInfo;
use crate::api::schema;
use crate::api::transport::send;
use crate::console::listing::{PAGE_SIZE, Page};

/// Pictures that have these words in their name, newest first.
pub(super) async fn page(search: Option<String>, after: Option<String>) -> Result<Page<Picture>, ApiError> {
    let operation = PicturesQuery::build(PicturesVariables {
        first: PAGE_SIZE,
        after,
        search,
    });
    let AssetConnection {
        nodes,
        page_info,
        total_count,
    } = send(operation).await?.data.assets;
    Ok(Page {
        nodes,
        next: page_info.next(),
        total: total_count,
    })
}

#[derive(cynic::QueryVariables)]
struct PicturesVariables {
    first: i32,
    after: Option<String>,
    search: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "PicturesVariables")]
struct PicturesQuery {
    #[arguments(first: $first, after: $after, search: $search)]
    assets: AssetConnection,
}

#[derive(cynic::QueryFragment)]
struct AssetConnection {
    nodes: Vec<Picture>,
    page_info: PageInfo,
    total_count: Option<i32>,
}
