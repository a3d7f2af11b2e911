//! Reading runs and what they found.

use entity::id::{DifferenceId, ReconciliationId};
use entity::{reconciliation, reconciliation_difference};

use crate::context::{Ctx, Request};
use crate::policy::{Action, authorize};
use crate::service::{Counted, Fault, ListError, Listing, Position, counted};
use crate::store;
use crate::store::reconciliation_difference::Filter;

/// Which differences of a run to list.
#[derive(Clone, Copy, Debug)]
pub struct DifferenceListing {
    /// The run.
    pub run: ReconciliationId,
    /// Which of them.
    pub filter: Filter,
    /// Where the page starts.
    pub after: Option<Position>,
    /// How many rows it has at most.
    pub size: usize,
    /// Whether to count the whole list.
    pub counts: bool,
}

/// Finds a run; none where it does not exist for the caller.
pub async fn find(request: &Request, id: ReconciliationId) -> Result<Option<reconciliation::Model>, Fault> {
    if authorize(&request.actor, Action::Reconcile).is_err() {
        return Ok(None);
    }
    Ok(store::reconciliation::find(&request.ctx.db.read, request.site.id, id).await?)
}

/// Finds the last run that found nothing.
pub async fn find_last_clean(request: &Request) -> Result<Option<reconciliation::Model>, ListError> {
    authorize(&request.actor, Action::Reconcile)?;
    Ok(store::reconciliation::find_last_clean(&request.ctx.db.read, request.site.id).await?)
}

/// A page of runs, newest first.
pub async fn list(request: &Request, listing: Listing) -> Result<Counted<reconciliation::Model>, ListError> {
    authorize(&request.actor, Action::Reconcile)?;
    let (connection, site) = (&request.ctx.db.read, request.site.id);
    let page = store::reconciliation::list(connection, site, listing.after, listing.size).await?;
    let total = counted::total(listing.counts, async |at_most| {
        store::reconciliation::count(connection, site, at_most).await
    })
    .await?;
    Ok(Counted { page, total })
}

/// A page of what a run of this site has found, newest first.
pub async fn list_differences(
    request: &Request,
    listing: DifferenceListing,
) -> Result<Counted<reconciliation_difference::Model>, ListError> {
    authorize(&request.actor, Action::Reconcile)?;
    let connection = &request.ctx.db.read;
    let DifferenceListing {
        run,
        filter,
        after,
        size,
        counts,
    } = listing;
    let page = store::reconciliation_difference::list(connection, run, filter, after, size).await?;
    let total = counted::total(counts, async |at_most| {
        store::reconciliation_difference::count(connection, run, filter, at_most).await
    })
    .await?;
    Ok(Counted { page, total })
}

/// The differences of these ids, as far as they exist for the caller.
pub async fn find_differences(
    request: &Request,
    ids: &[DifferenceId],
) -> Result<Vec<reconciliation_difference::Model>, Fault> {
    if authorize(&request.actor, Action::Reconcile).is_err() {
        return Ok(Vec::new());
    }
    Ok(store::reconciliation_difference::by_ids(&request.ctx.db.read, request.site.id, ids).await?)
}

/// The runs of every site that wait or run, for whoever works them off.
pub async fn list_active(ctx: &Ctx) -> Result<Vec<reconciliation::Model>, Fault> {
    Ok(store::reconciliation::list_active(&ctx.db.read).await?)
}
