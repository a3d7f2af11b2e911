//! `apiClients`.

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{Context, MaybeUndefined, Object};

use crate::graphql::Here as _;
use crate::graphql::connection::Totals;
use crate::graphql::object::api_client::ApiClient;
use crate::graphql::{connection, cost, error};
use crate::policy::{Action, authorize};
use crate::service::{Counted, Position, api_client};

#[derive(Default)]
pub(in crate::graphql) struct ApiClientQuery;

#[Object]
impl ApiClientQuery {
    /// Programs that use this API on the site by keys of their own, newest first, those that were revoked among them. Staff only.
    #[graphql(complexity = "cost::page(first, child_complexity)")]
    async fn api_clients(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Those that have these words in their name; letter case and accents do not matter. At most 100 characters."
        )]
        search: Option<String>,
        #[graphql(desc = "How many, 1 to 100. Without it, or with null, 20.")] first: MaybeUndefined<i32>,
        #[graphql(desc = "Those after this cursor of the same list.")] after: Option<String>,
    ) -> async_graphql::Result<Connection<String, ApiClient, Totals, EmptyFields>> {
        let here = ctx.here()?;
        authorize(&here.actor, Action::ManageApiClients).map_err(error::denied)?;
        let list = format!("apiClients {:?} {search:?}", here.actor.user_id());
        let listing = connection::listing(ctx, search, first, after, &list)?;
        let has_previous = listing.after.is_some();
        let Counted { page, total } = api_client::list(here, listing).await.map_err(error::unlisted)?;
        let totals = Totals { total_count: total };
        let position = |it: &entity::api_client::Model| Position {
            at: it.created_at,
            id: it.id.0,
        };
        Ok(connection::of(page, has_previous, totals, &list, position, ApiClient))
    }
}
