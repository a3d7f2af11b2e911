//! `catalogSync` and `catalogSyncs`.

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{Context, ID, MaybeUndefined, Object};

use crate::graphql::Here as _;
use crate::graphql::connection::{self, Totals};
use crate::graphql::id::NodeId;
use crate::graphql::object::catalog_sync::CatalogSync;
use crate::graphql::{cost, error};
use crate::policy::Action;
use crate::service::Position;
use crate::{policy, service};

#[derive(Default)]
pub(in crate::graphql) struct CatalogSyncQuery;

#[Object]
impl CatalogSyncQuery {
    /// A run of copying the catalogue, as far as it has come; null where it does not exist for the caller. Staff and service accounts
    /// only.
    async fn catalog_sync(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its `id`.")] id: ID,
    ) -> async_graphql::Result<Option<CatalogSync>> {
        let NodeId::CatalogSync(id) = NodeId::decode(&id).map_err(error::bad_input)? else {
            return Err(error::bad_input(
                "this is the id of something else than a run of copying the catalogue",
            ));
        };
        let found = service::catalogue_sync::find(ctx.here()?, id)
            .await
            .map_err(error::fault)?;
        Ok(found.map(CatalogSync))
    }

    /// Runs of copying the catalogue, newest first. Staff and service accounts only.
    #[graphql(complexity = "cost::page(first, child_complexity)")]
    async fn catalog_syncs(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100. Without it, or with null, 20.")] first: MaybeUndefined<i32>,
        #[graphql(desc = "Those after this cursor of the same list.")] after: Option<String>,
    ) -> async_graphql::Result<Connection<String, CatalogSync, Totals, EmptyFields>> {
        let here = ctx.here()?;
        // Before anything else, so that a stranger learns nothing from the way bad input is refused.
        policy::authorize(&here.actor, Action::BrowseCatalogue).map_err(error::denied)?;
        let list = format!("catalogSyncs {:?}", here.actor.user_id());
        let size = connection::size(first, here.ctx.config.limits.page_size)?;
        let after = after.map(|it| connection::decode(&it, &list)).transpose()?;
        let counts = ctx.look_ahead().field("totalCount").exists();
        let listed = service::catalogue_sync::list(here, after, size, counts).await;
        let (page, total_count) = listed.map_err(error::fault)?.map_err(error::denied)?;
        let position = |it: &entity::catalog_sync::Model| Position {
            at: it.requested_at,
            id: it.id.0,
        };
        let totals = Totals { total_count };
        Ok(connection::of(
            page,
            after.is_some(),
            totals,
            &list,
            position,
            CatalogSync,
        ))
    }
}
