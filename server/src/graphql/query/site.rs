//! `site` and `sites`.

use std::sync::Arc;

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{Context, MaybeUndefined, Object};

use crate::graphql::Here as _;
use crate::graphql::connection::Totals;
use crate::graphql::object::site::Site;
use crate::graphql::{connection, cost, error};
use crate::policy::{Action, authorize};
use crate::service::{Counted, Position, site};

type SiteConnection = Connection<String, Site, Totals, EmptyFields>;

#[derive(Default)]
pub(in crate::graphql) struct SiteQuery;

#[Object]
impl SiteQuery {
    /// The site that the request's host asks for.
    async fn site(&self, ctx: &Context<'_>) -> async_graphql::Result<Site> {
        Ok(Site(Arc::clone(&ctx.here()?.site)))
    }

    /// All sites of the service, newest first. Superusers only.
    #[graphql(complexity = "cost::page(first, child_complexity)")]
    async fn sites(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Those that have these words in their name; letter case and accents do not matter. At most 100 characters."
        )]
        search: Option<String>,
        #[graphql(desc = "How many, 1 to 100. Without it, or with null, 20.")] first: MaybeUndefined<i32>,
        #[graphql(desc = "Those after this cursor of the same list.")] after: Option<String>,
    ) -> async_graphql::Result<SiteConnection> {
        let here = ctx.here()?;
        authorize(&here.actor, Action::ManageSites).map_err(error::denied)?;
        let list = format!("sites {:?} {search:?}", here.actor.user_id());
        let listing = connection::listing(ctx, search, first, after, &list)?;
        let has_previous = listing.after.is_some();
        let Counted { page, total } = site::list(here, listing).await.map_err(error::unlisted)?;
        let totals = Totals { total_count: total };
        let position = |it: &entity::site::Model| Position {
            at: it.created_at,
            id: it.id.0,
        };
        Ok(connection::of(page, has_previous, totals, &list, position, Site::from))
    }
}
