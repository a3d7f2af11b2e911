//! `operations`.

use async_graphql::{Context, Object};

use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::object::operations::Operations;
use crate::service::operations;

#[derive(Default)]
pub(in crate::graphql) struct OperationsQuery;

#[Object]
impl OperationsQuery {
    /// What the service does in the background, and how it fares. Staff only.
    #[graphql(complexity = "10 + child_complexity")]
    async fn operations(&self, ctx: &Context<'_>) -> async_graphql::Result<Operations> {
        let found = operations::operations(ctx.here()?).await;
        Ok(Operations(found.map_err(error::unlisted)?))
    }
}
