//! The end of a run: its row says how it ended, and the lease is free.

use entity::{ReconciliationError, SyncState, reconciliation};
use serde_json::json;

use super::{Ended, Run, Stop};
use crate::context::Ctx;
use crate::domain::reconciliation::Progress;
use crate::policy::Permit;
use crate::service::Fault;
use crate::service::retry::{Missed, commit, retry};
use crate::store;
use crate::store::lease::Hold;

/// Longest message of a failure, in characters.
const MAX_ERROR: usize = 500;
/// So often in a row the platform may not answer.
const MAX_TRIES: u32 = 10;
/// Runs of a site of which is kept what they found.
const KEPT_RUNS: u64 = 10;

impl Run<'_> {
    /// Ends the run as it came out.
    pub(super) async fn end(self, outcome: Result<(), Stop>) -> Result<Ended, Fault> {
        match outcome {
            Ok(()) => {
                let row = reconciliation::Model {
                    state: SyncState::Succeeded,
                    is_clean: self.row.compares_grades && self.progress.counts.is_clean(),
                    ..self.row
                };
                let n_found = self.progress.counts.n_found();
                tracing::info!(site.id = %row.site_id, n_found, "the comparison with the learning platform found {n_found} differences");
                finish(self.ctx, self.permit, self.hold, row).await
            }
            Err(Stop::Failed(code, message)) => {
                give_up(self.ctx, self.permit, self.hold, self.row, code, message).await
            }
            Err(Stop::Unavailable(error)) if self.progress.n_tries + 1 >= MAX_TRIES => {
                let message = format!("the learning platform: {error}");
                let code = ReconciliationError::Unavailable;
                give_up(self.ctx, self.permit, self.hold, self.row, code, message).await
            }
            Err(Stop::Unavailable(error)) => {
                tracing::warn!(site.id = %self.row.site_id, %error, "the learning platform does not answer; comparing it later");
                self.postpone().await
            }
            Err(Stop::Overtaken) => {
                tracing::warn!(site.id = %self.row.site_id, "somebody else has taken the comparison over");
                Ok(Ended::Elsewhere)
            }
            Err(Stop::Fault(fault)) => Err(fault),
        }
    }

    /// Leaves the run for later, where it is.
    async fn postpone(self) -> Result<Ended, Fault> {
        let progress = Progress {
            n_tries: self.progress.n_tries + 1,
            ..self.progress.clone()
        };
        let row = self.next_row(&progress);
        let is_ours = retry(|| attempt(self.ctx, self.permit, self.hold, &row)).await?;
        Ok(if is_ours { Ended::Postponed } else { Ended::Elsewhere })
    }
}

/// Ends a run before its end. What it has found until then stays.
pub(super) async fn give_up(
    ctx: &Ctx,
    permit: &Permit,
    hold: &Hold,
    row: reconciliation::Model,
    code: ReconciliationError,
    message: String,
) -> Result<Ended, Fault> {
    tracing::warn!(site.id = %row.site_id, code = code.as_str(), "the comparison is given up: {message}");
    let row = reconciliation::Model {
        state: SyncState::Failed,
        error_code: Some(code),
        error: Some(message.chars().take(MAX_ERROR).collect()),
        ..row
    };
    finish(ctx, permit, hold, row).await
}

async fn finish(ctx: &Ctx, permit: &Permit, hold: &Hold, row: reconciliation::Model) -> Result<Ended, Fault> {
    let row = reconciliation::Model {
        active_site_id: None,
        started_at: row.started_at.or(Some(ctx.clock.now())),
        finished_at: Some(ctx.clock.now()),
        version: row.version + 1,
        ..row
    };
    if !retry(|| attempt(ctx, permit, hold, &row)).await? {
        return Ok(Ended::Elsewhere);
    }
    Ok(Ended::Done(Box::new(row)))
}

async fn attempt(ctx: &Ctx, permit: &Permit, hold: &Hold, row: &reconciliation::Model) -> Result<bool, Missed<Fault>> {
    let stored = store::reconciliation::find(&ctx.db.read, row.site_id, row.id).await?;
    if stored.is_some_and(|it| it.version == row.version && it.progress == json!(row.progress)) {
        // An attempt whose answer was lost.
        return Ok(true);
    }
    let older = match row.finished_at {
        Some(_) => store::reconciliation::list_older(&ctx.db.read, row.site_id, KEPT_RUNS).await?,
        None => Vec::new(),
    };
    let tx = ctx.db.begin().await?;
    let is_held = store::lease::update_expiry(&tx, permit, hold, ctx.clock.now()).await?;
    if !is_held || !store::reconciliation::update(&tx, permit, row).await? {
        return Ok(false);
    }
    store::reconciliation_difference::delete_of_runs(&tx, permit, &older).await?;
    commit(tx).await?;
    Ok(true)
}
