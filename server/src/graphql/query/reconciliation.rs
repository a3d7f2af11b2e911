//! `reconciliation`, `reconciliations`, `lastCleanReconciliation` and `reconciliationSchedule`.

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{Context, ID, MaybeUndefined, Object};

use crate::graphql::Here as _;
use crate::graphql::connection::{self, Totals};
use crate::graphql::id::reconciliation_id;
use crate::graphql::object::reconciliation::Reconciliation;
use crate::graphql::object::reconciliation_schedule::ReconciliationSchedule;
use crate::graphql::{cost, error};
use crate::policy::{Action, authorize};
use crate::service::{self, Counted, Position};

#[derive(Default)]
pub(in crate::graphql) struct ReconciliationQuery;

#[Object]
impl ReconciliationQuery {
    /// A comparison with the learning platform, as far as it has come; null where it does not exist for the caller. Staff and service
    /// accounts only.
    async fn reconciliation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its `id`.")] id: ID,
    ) -> async_graphql::Result<Option<Reconciliation>> {
        let found = service::reconciliation::find(ctx.here()?, reconciliation_id(&id)?).await;
        Ok(found.map_err(error::fault)?.map(Reconciliation))
    }

    /// The last comparison with the learning platform that was told of everything and found nothing; null where there was none. Staff
    /// and service accounts only.
    async fn last_clean_reconciliation(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Reconciliation>> {
        let found = service::reconciliation::find_last_clean(ctx.here()?).await;
        Ok(found.map_err(error::unlisted)?.map(Reconciliation))
    }

    /// How often the site is compared with its learning platform without anybody asking. Staff and service accounts only.
    async fn reconciliation_schedule(&self, ctx: &Context<'_>) -> async_graphql::Result<ReconciliationSchedule> {
        let found = service::reconciliation::find_schedule(ctx.here()?).await;
        Ok(found.map_err(error::unlisted)?.into())
    }

    /// Comparisons with the learning platform, newest first. Staff and service accounts only.
    #[graphql(complexity = "cost::page(first, child_complexity)")]
    async fn reconciliations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100. Without it, or with null, 20.")] first: MaybeUndefined<i32>,
        #[graphql(desc = "Those after this cursor of the same list.")] after: Option<String>,
    ) -> async_graphql::Result<Connection<String, Reconciliation, Totals, EmptyFields>> {
        let here = ctx.here()?;
        // Before anything else, so that a stranger learns nothing from the way bad input is refused.
        authorize(&here.actor, Action::Reconcile).map_err(error::denied)?;
        let list = format!("reconciliations {:?}", here.actor.user_id());
        let listing = connection::listing(ctx, None, first, after, &list)?;
        let has_previous = listing.after.is_some();
        let listed = service::reconciliation::list(here, listing).await;
        let Counted { page, total } = listed.map_err(error::unlisted)?;
        let position = |it: &entity::reconciliation::Model| Position {
            at: it.requested_at,
            id: it.id.0,
        };
        let totals = Totals { total_count: total };
        Ok(connection::of(
            page,
            has_previous,
            totals,
            &list,
            position,
            Reconciliation,
        ))
    }
}
