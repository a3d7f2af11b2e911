//! Sends mail, soon after what it tells of was committed.

use std::sync::Arc;
use std::time::Duration;

use entity::{Task, TaskOutcome};

use super::rounds::work_on;
use crate::context::Ctx;
use crate::service::mail::send_due;

/// Pause between two looks.
const ROUND: Duration = Duration::from_secs(5);

/// Works until the process stops; mail that is being handed over is handed over first.
pub(super) async fn run(ctx: Arc<Ctx>) {
    work_on(&ctx, Task::Mail, || async { (ROUND, work(&ctx).await) }).await;
}

/// One round of work.
pub async fn work(ctx: &Ctx) -> TaskOutcome {
    match send_due(ctx).await {
        Ok(0) => TaskOutcome::Done,
        Ok(n_sent) => {
            tracing::info!(n_sent, "sent {n_sent} mails");
            TaskOutcome::Done
        }
        Err(fault) => {
            tracing::warn!(error = %fault, "could not send mail; trying again");
            TaskOutcome::Failed
        }
    }
}
