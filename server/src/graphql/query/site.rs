//! `site`.

use std::sync::Arc;

use async_graphql::{Context, Object};

use crate::graphql::Here as _;
use crate::graphql::object::site::Site;

#[derive(Default)]
pub(in crate::graphql) struct SiteQuery;

#[Object]
impl SiteQuery {
    /// The site that the request's host asks for.
    async fn site(&self, ctx: &Context<'_>) -> async_graphql::Result<Site> {
        Ok(Site(Arc::clone(&ctx.here()?.site)))
    }
}
