//! Asking for a run.

use entity::id::{ReconciliationId, UserId};
use entity::{SyncState, TrailAction, TrailSubject, reconciliation, site, trail_entry};
use serde_json::json;

use crate::context::{Ctx, Request};
use crate::domain::reconciliation::Progress;
use crate::policy::{Action, Denied, Permit, authorize};
use crate::service::retry::{Missed, commit, retry};
use crate::service::trail::{self, Deed};
use crate::service::{Fault, platform};
use crate::store;

/// How much a run compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Everything.
    Whole,
    /// Everything but grades, of which the platform has to compute one for everybody who is enrolled.
    WithoutGrades,
}

/// Why a run is refused.
#[derive(Debug, thiserror::Error)]
pub enum StartReconciliationError {
    /// The caller may not ask for it.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The settings name no learning platform of the site.
    #[error("the service calls no learning platform of this site: the settings name none")]
    NotConfigured,
    /// One waits or runs already.
    #[error("a run is under way already")]
    UnderWay(Box<reconciliation::Model>),
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Asks for a run on behalf of staff; a worker will do it.
pub async fn start(request: &Request, extent: Extent) -> Result<reconciliation::Model, StartReconciliationError> {
    let permit = authorize(&request.actor, Action::Reconcile)?;
    let id = ReconciliationId(crate::id::ordered());
    let run = new_run(&request.ctx, id, &request.site, extent, request.actor.user_id());
    let deed = Deed::of(
        TrailAction::ReconciliationStarted,
        (TrailSubject::Reconciliation, run.id.0),
    );
    let entry = trail::entry(request, &deed, entity::id::TrailEntryId(crate::id::ordered()));
    add(&request.ctx, &permit, &request.site, &run, std::slice::from_ref(&entry)).await
}

/// A run that waits for a worker.
pub(super) fn new_run(
    ctx: &Ctx,
    id: ReconciliationId,
    site: &site::Model,
    extent: Extent,
    requested_by_id: Option<UserId>,
) -> reconciliation::Model {
    reconciliation::Model {
        id,
        site_id: site.id,
        active_site_id: Some(site.id),
        state: SyncState::Queued,
        compares_grades: match extent {
            Extent::Whole => true,
            Extent::WithoutGrades => false,
        },
        is_clean: false,
        requested_by_id,
        requested_at: ctx.clock.now(),
        started_at: None,
        finished_at: None,
        progress: json!(Progress::default()),
        error_code: None,
        error: None,
        version: 1,
    }
}

/// Writes a run with its entries of the trail, unless another one waits or goes.
pub(super) async fn add(
    ctx: &Ctx,
    permit: &Permit,
    site: &site::Model,
    run: &reconciliation::Model,
    entries: &[trail_entry::Model],
) -> Result<reconciliation::Model, StartReconciliationError> {
    if platform::platform(ctx, site).is_none() {
        return Err(StartReconciliationError::NotConfigured);
    }
    retry(|| insert(ctx, permit, run, entries)).await
}

async fn insert(
    ctx: &Ctx,
    permit: &Permit,
    run: &reconciliation::Model,
    entries: &[trail_entry::Model],
) -> Result<reconciliation::Model, Missed<StartReconciliationError>> {
    // An attempt whose answer was lost, or another replica that asks for the same one.
    if let Some(done) = store::reconciliation::find(&ctx.db.read, run.site_id, run.id).await? {
        return Ok(done);
    }
    if let Some(active) = store::reconciliation::find_active(&ctx.db.read, run.site_id).await? {
        return Err(Missed::Failed(StartReconciliationError::UnderWay(Box::new(active))));
    }
    let tx = ctx.db.begin().await?;
    store::reconciliation::insert(&tx, permit, run).await?;
    store::trail_entry::insert_many(&tx, permit, entries).await?;
    commit(tx).await?;
    Ok(run.clone())
}
