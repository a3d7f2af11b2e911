//! Keeps people in step with their accounts on the learning platform: those who are new at once, everybody on a schedule.

use std::sync::Arc;
use std::time::Duration;

use entity::{Task, TaskOutcome};

use super::rounds::work_on;
use crate::client::ClientError;
use crate::context::Ctx;
use crate::service::user::sync::{Ended, sync_due};

/// Pause between two looks for people who are due.
const ROUND: Duration = Duration::from_secs(5);
/// Longest and shortest time for which a platform in trouble is left alone.
const LEFT_ALONE: (Duration, Duration) = (Duration::from_secs(30), Duration::from_mins(10));

/// Works until the process stops. A batch in progress is left as it is, and let go, for the next worker to begin anew.
pub(super) async fn run(ctx: Arc<Ctx>) {
    work_on(&ctx, Task::UserSync, || round(&ctx)).await;
}

/// One round of work; tells how long to wait until the next.
pub async fn work(ctx: &Ctx) -> Duration {
    round(ctx).await.0
}

async fn round(ctx: &Ctx) -> (Duration, TaskOutcome) {
    use TaskOutcome::{Done, Failed};
    let (shortest, longest) = LEFT_ALONE;
    match sync_due(ctx, &|_| ()).await {
        Ok(Ended::Done(progress)) => {
            if progress.n_changed > 0 {
                let n_changed = progress.n_changed;
                tracing::info!(n_changed, "learned more of {n_changed} people from their accounts");
            }
            (ROUND, Done)
        }
        Ok(Ended::Elsewhere | Ended::LetGo) => (ROUND, Done),
        Ok(Ended::NotConfigured) => (longest, Done),
        Ok(Ended::Stopped(_, error)) => {
            let asked = match &error {
                ClientError::Unavailable { retry_after, .. } => retry_after.unwrap_or_default(),
                ClientError::Refused(_) | ClientError::NotFound | ClientError::Invalid(_) => longest,
            };
            tracing::warn!(%error, "accounts of the learning platform cannot be read; trying again");
            (asked.clamp(shortest, longest), Failed)
        }
        Err(fault) => {
            tracing::warn!(error = %fault, "could not compare people with their accounts; trying again");
            (shortest, Failed)
        }
    }
}
