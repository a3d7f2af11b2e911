//! `viewer`.

use async_graphql::{Context, Object};

use crate::graphql::Here as _;
use crate::graphql::object::viewer::Viewer;
use crate::policy::Actor;

#[derive(Default)]
pub(in crate::graphql) struct ViewerQuery;

#[Object]
impl ViewerQuery {
    /// The caller; null without a token.
    async fn viewer(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Viewer>> {
        let Actor::User { id, role, .. } = ctx.here()?.actor else {
            return Ok(None);
        };
        Ok(ctx.loaders()?.one(id).await?.map(|user| Viewer { user, role }))
    }
}
