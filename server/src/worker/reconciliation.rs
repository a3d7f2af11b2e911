//! Compares awards, grades and people with what the learning platform answers: when somebody asks for it, and on a schedule.

use std::sync::Arc;
use std::time::Duration;

use entity::{Task, TaskOutcome};

use super::rounds::work_on;
use crate::context::Ctx;
use crate::service::Fault;
use crate::service::reconciliation::{self, Ended};

/// Pause between two looks for a run that was asked for.
const ROUND: Duration = Duration::from_secs(3);
/// For how long a platform that does not answer, or a database that is away, is left alone.
const LEFT_ALONE: Duration = Duration::from_mins(1);

/// Works until the process stops. A run in progress is left as it is, and let go, for the next worker to go on with.
pub(super) async fn run(ctx: Arc<Ctx>) {
    work_on(&ctx, Task::Reconciliation, || round(&ctx)).await;
}

/// One round of work; tells how long to wait until the next.
pub async fn work(ctx: &Ctx) -> Duration {
    round(ctx).await.0
}

async fn round(ctx: &Ctx) -> (Duration, TaskOutcome) {
    use TaskOutcome::{Done, Failed};
    if let Err(fault) = schedule(ctx).await {
        tracing::warn!(error = %fault, "could not look at the schedule of comparisons");
        return (LEFT_ALONE, Failed);
    }
    match work_off(ctx).await {
        Ok(true) | Err(_) => (LEFT_ALONE, Failed),
        Ok(false) => (ROUND, Done),
    }
}

/// Asks for runs where they are due.
pub async fn schedule(ctx: &Ctx) -> Result<(), Fault> {
    let n_asked = reconciliation::ask_for_due(ctx).await?;
    if n_asked > 0 {
        tracing::info!(
            n_asked,
            "a comparison with the learning platform is due on {n_asked} sites"
        );
    }
    Ok(())
}

/// Works off what was asked for, on every site whatever comes of another; tells whether any platform does not answer, or the last
/// fault.
pub async fn work_off(ctx: &Ctx) -> Result<bool, Fault> {
    let mut result = Ok(false);
    for row in reconciliation::list_active(ctx).await? {
        match reconciliation::work_off(ctx, &row).await {
            Ok(Ended::Postponed) => result = result.map(|_| true),
            Ok(Ended::Done(_) | Ended::Elsewhere | Ended::LetGo) => {}
            Err(fault) => {
                tracing::warn!(site.id = %row.site_id, error = %fault, "could not compare with the learning platform; trying again");
                result = Err(fault);
            }
        }
    }
    result
}
