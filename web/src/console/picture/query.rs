//! The pictures that a site keeps.

use cynic::{Id, QueryBuilder};

use crate::api::error::ApiError;
use crate::api::schema;
use crate::api::transport::send;

/// How many pictures are offered to choose from.
const N_PICTURES: i32 = 100;

/// The pictures to choose from, newest first.
pub(in crate::console) async fn pictures() -> Result<Vec<Asset>, ApiError> {
    let operation = PicturesQuery::build(PicturesVariables { first: N_PICTURES });
    Ok(send(operation).await?.data.assets.nodes)
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(in crate::console) struct Asset {
    pub(in crate::console) id: Id,
    pub(in crate::console) name: String,
    pub(in crate::console) url: String,
}

#[derive(cynic::QueryVariables)]
struct PicturesVariables {
    first: i32,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "PicturesVariables")]
struct PicturesQuery {
    #[arguments(first: $first)]
    assets: AssetConnection,
}

#[derive(cynic::QueryFragment)]
struct AssetConnection {
    nodes: Vec<Asset>,
}
