//! Awards the credentials of programs that learners have completed, soon after they have.

use std::sync::Arc;
use std::time::Duration;

use entity::{Task, TaskOutcome};

use super::rounds::work_on;
use crate::context::Ctx;
use crate::service::program_completion;

/// Pause between two looks.
const ROUND: Duration = Duration::from_secs(2);

/// Works until the process stops; what has begun ends first.
pub(super) async fn run(ctx: Arc<Ctx>) {
    work_on(&ctx, Task::ProgramCompletion, || async { (ROUND, work(&ctx).await) }).await;
}

async fn work(ctx: &Ctx) -> TaskOutcome {
    match program_completion::work_off(ctx).await {
        Ok(_) => TaskOutcome::Done,
        Err(fault) => {
            tracing::warn!(error = %fault, "could not tell which programs are completed; trying again");
            TaskOutcome::Failed
        }
    }
}
