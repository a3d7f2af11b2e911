//! Erases again what requests under way wrote of people who were retired meanwhile.

use std::sync::Arc;
use std::time::Duration;

use entity::{Task, TaskOutcome};

use super::rounds::work_on;
use crate::context::Ctx;
use crate::service::user::settle;

/// Pause between two rounds: what is written after a retirement is gone within a minute.
const ROUND: Duration = Duration::from_secs(10);

/// Works until the process stops; a round that has begun ends first.
pub(super) async fn run(ctx: Arc<Ctx>) {
    work_on(&ctx, Task::Retirement, || async { (ROUND, work(&ctx).await) }).await;
}

/// One round of work.
pub async fn work(ctx: &Ctx) -> TaskOutcome {
    match settle(ctx).await {
        Ok(0) => TaskOutcome::Done,
        Ok(n_settled) => {
            tracing::info!(n_settled, "the retirement of {n_settled} people is over");
            TaskOutcome::Done
        }
        Err(fault) => {
            tracing::warn!(error = %fault, "could not erase what is left of retired people; trying again");
            TaskOutcome::Failed
        }
    }
}
