//! The end of a run: its row says how it ended, and the lease is free.

use entity::{SyncError, SyncState, catalog_sync};

use super::{Ended, MAX_ERROR, Run, Stop};
use crate::context::Ctx;
use crate::policy::Permit;
use crate::service::Fault;
use crate::service::retry::{Missed, commit, retry};
use crate::store;
use crate::store::lease::Hold;
use crate::telemetry::metric;

impl Run<'_> {
    /// Ends the run as it came out.
    pub(super) async fn end(self, outcome: Result<(), Stop>) -> Result<Ended, Fault> {
        let mut row = self.row;
        let counts = serde_json::to_string(&self.progress.counts).unwrap_or_default();
        match outcome {
            Ok(()) => {
                row.state = SyncState::Succeeded;
                tracing::info!(site.id = %row.site_id, counts, "the catalogue is copied");
                finish(self.ctx, self.permit, self.hold, row).await
            }
            Err(Stop::Failed(code, message)) => give_up(self.ctx, self.permit, self.hold, row, code, message).await,
            Err(Stop::Overtaken) => {
                tracing::warn!(site.id = %row.site_id, "somebody else has taken the catalogue's copying over");
                Ok(Ended::Elsewhere)
            }
            Err(Stop::Fault(fault)) => Err(fault),
        }
    }
}

/// Ends a run before its end.
pub(super) async fn give_up(
    ctx: &Ctx,
    permit: &Permit,
    hold: &Hold,
    row: catalog_sync::Model,
    code: SyncError,
    message: String,
) -> Result<Ended, Fault> {
    tracing::warn!(site.id = %row.site_id, code = code.as_str(), "the catalogue's copying is given up: {message}");
    let row = catalog_sync::Model {
        state: SyncState::Failed,
        error_code: Some(code),
        error: Some(message.chars().take(MAX_ERROR).collect()),
        ..row
    };
    finish(ctx, permit, hold, row).await
}

async fn finish(ctx: &Ctx, permit: &Permit, hold: &Hold, row: catalog_sync::Model) -> Result<Ended, Fault> {
    let row = catalog_sync::Model {
        active_site_id: None,
        started_at: row.started_at.or(Some(ctx.clock.now())),
        finished_at: Some(ctx.clock.now()),
        version: row.version + 1,
        ..row
    };
    let is_ours = retry(|| attempt(ctx, permit, hold, &row)).await?;
    if !is_ours {
        return Ok(Ended::Elsewhere);
    }
    metrics::counter!(metric::CATALOGUE_SYNCS, "outcome" => row.state.as_str()).increment(1);
    Ok(Ended::Done(Box::new(row)))
}

async fn attempt(ctx: &Ctx, permit: &Permit, hold: &Hold, row: &catalog_sync::Model) -> Result<bool, Missed<Fault>> {
    let stored = store::catalog_sync::find(&ctx.db.read, row.site_id, row.id).await?;
    if stored.is_some_and(|it| it.version == row.version && it.finished_at == row.finished_at) {
        // An attempt whose answer was lost.
        return Ok(true);
    }
    let tx = ctx.db.begin().await?;
    let is_held = store::lease::update_expiry(&tx, permit, hold, ctx.clock.now()).await?;
    if !is_held || !store::catalog_sync::update(&tx, permit, row).await? {
        return Ok(false);
    }
    commit(tx).await?;
    Ok(true)
}
