//! Asking for a run: by staff, by the schedule, and on the command line.

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{CatalogSyncId, UserId};
use entity::{SyncError, SyncState, catalog_sync, site};
use serde_json::json;

use crate::context::{Ctx, Request};
use crate::domain::catalogue_sync::Progress;
use crate::policy::{Action, Actor, Denied, Permit, authorize};
use crate::service::retry::{Missed, commit, retry};
use crate::service::{Fault, platform};
use crate::store;

/// After a run that found nobody at home the schedule tries again this soon.
const AFTER_ABSENCE: TimeDelta = TimeDelta::minutes(5);

/// How a run is to be done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Only find out what would change.
    pub is_dry_run: bool,
    /// Remove more than a fifth of a kind, too.
    pub allows_mass_delete: bool,
}

/// Why a run is refused.
#[derive(Debug, thiserror::Error)]
pub enum RequestSyncError {
    /// The caller may not ask for it.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The site has no catalogue service.
    #[error("this site has no catalogue service: its catalogue is entered by hand")]
    NotConfigured,
    /// One waits or runs already.
    #[error("a run is under way already")]
    UnderWay(Box<catalog_sync::Model>),
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Asks for a run on behalf of staff; a worker will do it.
pub async fn request(request: &Request, options: Options) -> Result<catalog_sync::Model, RequestSyncError> {
    let permit = authorize(&request.actor, Action::ManageCatalogue)?;
    add(&request.ctx, &permit, &request.site, options, request.actor.user_id()).await
}

/// Asks for a run on behalf of the operator.
pub async fn enqueue(ctx: &Ctx, site: &site::Model, options: Options) -> Result<catalog_sync::Model, RequestSyncError> {
    let permit = authorize(&Actor::Anonymous, Action::CopyCatalogue)?;
    add(ctx, &permit, site, options, None).await
}

/// Asks for a run on behalf of the operator, or takes up the one that was interrupted or waits, where that is what is asked for.
/// What may be removed then is said by whoever allows more; [`work_off`](super::work_off) writes it once it has the run for itself.
pub async fn enqueue_or_take_up(
    ctx: &Ctx,
    site: &site::Model,
    options: Options,
) -> Result<catalog_sync::Model, RequestSyncError> {
    match enqueue(ctx, site, options).await {
        Err(RequestSyncError::UnderWay(row)) if row.is_dry_run == options.is_dry_run => Ok(catalog_sync::Model {
            allows_mass_delete: row.allows_mass_delete || options.allows_mass_delete,
            ..*row
        }),
        result => result,
    }
}

/// Asks for a run of every site where the last one is long enough ago; tells for how many it did.
pub async fn schedule(ctx: &Ctx) -> Result<usize, Fault> {
    let mut n_asked = 0;
    for site in store::site::list(&ctx.db.read).await? {
        if platform::catalogue_source(ctx, &site).is_some() && schedule_one(ctx, &site).await? {
            n_asked += 1;
        }
    }
    Ok(n_asked)
}

async fn schedule_one(ctx: &Ctx, site: &site::Model) -> Result<bool, Fault> {
    let interval = TimeDelta::from_std(ctx.config.catalog.sync_interval).unwrap_or(TimeDelta::MAX);
    let last = store::catalog_sync::find_last(&ctx.db.read, site.id).await?;
    if last.is_some_and(|it| !is_due(&it, interval, ctx.clock.now())) {
        return Ok(false);
    }
    match enqueue(ctx, site, Options::default()).await {
        Ok(_) => Ok(true),
        Err(RequestSyncError::UnderWay(_) | RequestSyncError::NotConfigured | RequestSyncError::Denied(_)) => Ok(false),
        Err(RequestSyncError::Fault(fault)) => Err(fault),
    }
}

fn is_due(last: &catalog_sync::Model, interval: TimeDelta, now: DateTime<Utc>) -> bool {
    let pause = match (last.state, last.error_code) {
        (SyncState::Queued | SyncState::Running, _) => return false,
        (SyncState::Failed, Some(SyncError::Unavailable)) => AFTER_ABSENCE.min(interval),
        (SyncState::Failed | SyncState::Succeeded, _) => interval,
    };
    now - last.finished_at.unwrap_or(last.requested_at) >= pause
}

async fn add(
    ctx: &Ctx,
    permit: &Permit,
    site: &site::Model,
    options: Options,
    requested_by_id: Option<UserId>,
) -> Result<catalog_sync::Model, RequestSyncError> {
    if platform::catalogue_source(ctx, site).is_none() {
        return Err(RequestSyncError::NotConfigured);
    }
    let Options {
        is_dry_run,
        allows_mass_delete,
    } = options;
    let run = catalog_sync::Model {
        id: CatalogSyncId(crate::id::ordered()),
        site_id: site.id,
        active_site_id: Some(site.id),
        state: SyncState::Queued,
        is_dry_run,
        allows_mass_delete,
        requested_by_id,
        requested_at: ctx.clock.now(),
        started_at: None,
        finished_at: None,
        progress: json!(Progress::default()),
        changes: json!([]),
        error_code: None,
        error: None,
        version: 1,
    };
    retry(|| insert(ctx, permit, &run)).await
}

async fn insert(
    ctx: &Ctx,
    permit: &Permit,
    run: &catalog_sync::Model,
) -> Result<catalog_sync::Model, Missed<RequestSyncError>> {
    match store::catalog_sync::find_active(&ctx.db.read, run.site_id).await? {
        // An attempt whose answer was lost.
        Some(active) if active.id == run.id => return Ok(active),
        Some(active) => return Err(Missed::Failed(RequestSyncError::UnderWay(Box::new(active)))),
        None => {}
    }
    let tx = ctx.db.begin().await?;
    store::catalog_sync::insert(&tx, permit, run).await?;
    commit(tx).await?;
    Ok(run.clone())
}
