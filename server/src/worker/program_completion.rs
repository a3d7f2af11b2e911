//! Awards the credentials of programs that learners have completed, soon after they have.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::MissedTickBehavior;

use crate::context::Ctx;
use crate::service::program_completion;

/// Pause between two looks.
const ROUND: Duration = Duration::from_secs(2);

/// Works until the process stops; what has begun ends first.
pub(super) async fn run(ctx: Arc<Ctx>) {
    let mut round = tokio::time::interval(ROUND);
    round.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = round.tick() => {}
            () = ctx.stopping.wait() => return,
        }
        if let Err(fault) = program_completion::work_off(&ctx).await {
            tracing::warn!(error = %fault, "could not tell which programs are completed; trying again");
        }
    }
}
