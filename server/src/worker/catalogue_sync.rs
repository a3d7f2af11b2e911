//! Copies the catalogue: when somebody asks for it, and on a schedule.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use crate::context::Ctx;
use crate::service::Fault;
use crate::service::catalogue_sync::{self, Ended};

/// Pause between two looks for a run that was asked for.
const ROUND: Duration = Duration::from_secs(2);
/// Rounds between two looks at the schedule.
const SCHEDULE_EVERY: u32 = 15;

/// Works until it is told to stop. A run in progress is left as it is, for the next worker to go on with.
pub(super) async fn run(ctx: Arc<Ctx>, mut stopping: watch::Receiver<bool>) {
    let mut round = tokio::time::interval(ROUND);
    round.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    for number in 0_u32.. {
        let work = async {
            round.tick().await;
            if number.is_multiple_of(SCHEDULE_EVERY)
                && let Err(fault) = schedule(&ctx).await
            {
                tracing::warn!(error = %fault, "could not look at the schedule of the catalogue");
            }
            if let Err(fault) = work_off(&ctx).await {
                tracing::warn!(error = %fault, "could not copy the catalogue; trying again");
            }
        };
        tokio::select! {
            () = work => {}
            // A sender that is gone means the same.
            _ = stopping.wait_for(|it| *it) => return,
        }
    }
}

/// Asks for runs where they are due.
pub async fn schedule(ctx: &Ctx) -> Result<(), Fault> {
    let n_asked = catalogue_sync::schedule(ctx).await?;
    if n_asked > 0 {
        tracing::info!(n_asked, "the catalogue's copying is due on {n_asked} sites");
    }
    Ok(())
}

/// Works off what was asked for; tells how many runs ended.
pub async fn work_off(ctx: &Ctx) -> Result<usize, Fault> {
    let mut n_ended = 0;
    for row in catalogue_sync::list_active(ctx).await? {
        match catalogue_sync::work_off(ctx, row, &|_| ()).await? {
            Ended::Done(_) => n_ended += 1,
            Ended::Elsewhere => {}
        }
    }
    Ok(n_ended)
}
