//! Awards the credentials of programs that learners have completed, soon after they have.

use std::sync::Arc;
use std::time::Duration;

use entity::{Task, TaskOutcome};
use tokio::time::MissedTickBehavior;

use super::rounds::Rounds;
use crate::context::Ctx;
use crate::service::program_completion;

/// Pause between two looks.
const ROUND: Duration = Duration::from_secs(2);

/// Works until the process stops; what has begun ends first.
pub(super) async fn run(ctx: Arc<Ctx>) {
    let mut rounds = Rounds::of(Task::ProgramCompletion);
    let mut round = tokio::time::interval(ROUND);
    round.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = round.tick() => {}
            () = ctx.stopping.wait() => return,
        }
        let outcome = match program_completion::work_off(&ctx).await {
            Ok(_) => TaskOutcome::Done,
            Err(fault) => {
                tracing::warn!(error = %fault, "could not tell which programs are completed; trying again");
                TaskOutcome::Failed
            }
        };
        rounds.note(&ctx, outcome, ROUND).await;
    }
}
