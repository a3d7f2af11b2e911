//! Counts what happens, for those who look back on it.

use std::sync::Arc;
use std::time::Duration;

use entity::{Task, TaskOutcome};
use tokio::time::Instant;

use super::rounds::work_on;
use crate::context::Ctx;
use crate::service::insight::count;

/// Shortest pause between two rounds.
const ROUND: Duration = Duration::from_mins(1);
/// A pause is at least so many times as long as the round before it: a day with much in it is counted less often.
const REST: u32 = 20;

/// Works until the process stops. A day in progress is left as it is, and counted anew by the next worker.
pub(super) async fn run(ctx: Arc<Ctx>) {
    work_on(&ctx, Task::Insight, || async {
        let began = Instant::now();
        let outcome = work(&ctx).await;
        (ROUND.max(began.elapsed() * REST), outcome)
    })
    .await;
}

/// One round of work.
pub async fn work(ctx: &Ctx) -> TaskOutcome {
    match count(ctx).await {
        Ok(n_days) => {
            tracing::debug!(n_days, "counted {n_days} days");
            TaskOutcome::Done
        }
        Err(fault) => {
            tracing::warn!(error = %fault, "could not count what happened; trying again");
            TaskOutcome::Failed
        }
    }
}
