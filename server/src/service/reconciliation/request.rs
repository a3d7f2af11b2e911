//! Asking for a run: by staff, and by the schedule.

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{ReconciliationId, UserId};
use entity::{SyncState, TrailAction, TrailSubject, reconciliation, site, trail_entry};
use serde_json::json;

use crate::context::{Ctx, Request};
use crate::domain::reconciliation::Progress;
use crate::policy::{Action, Actor, Denied, Permit, authorize};
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
    let run = new_run(&request.ctx, &request.site, extent, request.actor.user_id());
    let deed = Deed::of(
        TrailAction::ReconciliationStarted,
        (TrailSubject::Reconciliation, run.id.0),
    );
    let entry = trail::entry(request, &deed, entity::id::TrailEntryId(crate::id::ordered()));
    add(&request.ctx, &permit, &request.site, &run, std::slice::from_ref(&entry)).await
}

/// Asks for a run on behalf of the operator.
pub async fn enqueue(ctx: &Ctx, site: &site::Model) -> Result<reconciliation::Model, StartReconciliationError> {
    let permit = authorize(&Actor::Anonymous, Action::FollowUp)?;
    let run = new_run(ctx, site, Extent::Whole, None);
    add(ctx, &permit, site, &run, &[]).await
}

/// Asks for a run of every site where the last one is long enough ago, if there is a schedule; tells for how many it did.
pub async fn schedule(ctx: &Ctx) -> Result<usize, Fault> {
    let interval = ctx.config.worker.reconciliation_interval;
    let Some(interval) = interval.map(|it| TimeDelta::from_std(it).unwrap_or(TimeDelta::MAX)) else {
        return Ok(0);
    };
    let mut n_asked = 0;
    for site in store::site::list(&ctx.db.read).await? {
        if platform::platform(ctx, &site).is_none() {
            continue;
        }
        let last = store::reconciliation::find_last(&ctx.db.read, site.id).await?;
        if last.is_some_and(|it| !is_due(&it, interval, ctx.clock.now())) {
            continue;
        }
        match enqueue(ctx, &site).await {
            Ok(_) => n_asked += 1,
            Err(
                StartReconciliationError::UnderWay(_)
                | StartReconciliationError::NotConfigured
                | StartReconciliationError::Denied(_),
            ) => {}
            Err(StartReconciliationError::Fault(fault)) => return Err(fault),
        }
    }
    Ok(n_asked)
}

fn is_due(last: &reconciliation::Model, interval: TimeDelta, now: DateTime<Utc>) -> bool {
    match last.state {
        SyncState::Queued | SyncState::Running => false,
        SyncState::Failed | SyncState::Succeeded => now - last.finished_at.unwrap_or(last.requested_at) >= interval,
    }
}

fn new_run(ctx: &Ctx, site: &site::Model, extent: Extent, requested_by_id: Option<UserId>) -> reconciliation::Model {
    reconciliation::Model {
        id: ReconciliationId(crate::id::ordered()),
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

async fn add(
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
    match store::reconciliation::find_active(&ctx.db.read, run.site_id).await? {
        // An attempt whose answer was lost.
        Some(active) if active.id == run.id => return Ok(active),
        Some(active) => return Err(Missed::Failed(StartReconciliationError::UnderWay(Box::new(active)))),
        None => {}
    }
    let tx = ctx.db.begin().await?;
    store::reconciliation::insert(&tx, permit, run).await?;
    store::trail_entry::insert_many(&tx, permit, entries).await?;
    commit(tx).await?;
    Ok(run.clone())
}
