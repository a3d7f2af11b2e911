//! Seals the audit trail as it grows, and verifies it: nightly, and when somebody asks for it.

use std::sync::Arc;
use std::time::Duration;

use entity::{Task, TaskOutcome};
use tokio::sync::Mutex;

use super::rounds::work_on;
use crate::context::Ctx;
use crate::service::trail::{self, Swept};

/// Pause between two rounds of either.
const ROUND: Duration = Duration::from_secs(5);

/// Works until the process stops. Sealing does not wait for a verification, which may take long; one in progress is left, and begun anew
/// by the next worker.
pub(super) async fn run(ctx: Arc<Ctx>) {
    let swept = Mutex::new(Swept::default());
    tokio::join!(
        work_on(&ctx, Task::TrailSealing, || async {
            let sealed = sealed(&ctx, &mut *swept.lock().await).await;
            // Whatever comes of it, what is sealed is sealed.
            let added = trail::add_sites(&ctx)
                .await
                .inspect_err(
                    |fault| tracing::warn!(error = %fault, "could not add sites to the audit trail; trying again"),
                )
                .ok();
            (ROUND, outcome(sealed.and(added)))
        }),
        work_on(&ctx, Task::TrailVerification, || async {
            (ROUND, outcome(verified(&ctx).await))
        })
    );
}

/// What came of a round that did so much, or failed.
fn outcome(done: Option<usize>) -> TaskOutcome {
    match done {
        Some(_) => TaskOutcome::Done,
        None => TaskOutcome::Failed,
    }
}

/// One round of sealing; tells how many entries were sealed.
pub async fn seal(ctx: &Ctx, swept: &mut Swept) -> usize {
    sealed(ctx, swept).await.unwrap_or(0)
}

async fn sealed(ctx: &Ctx, swept: &mut Swept) -> Option<usize> {
    let sealed = trail::seal(ctx, swept).await;
    sealed
        .inspect_err(|fault| tracing::warn!(error = %fault, "could not seal the audit trail; trying again"))
        .ok()
}

/// One round of verifying; tells of how many sites.
pub async fn verify(ctx: &Ctx) -> usize {
    verified(ctx).await.unwrap_or(0)
}

async fn verified(ctx: &Ctx) -> Option<usize> {
    let verified = trail::verify_due(ctx).await;
    verified
        .inspect_err(|fault| tracing::warn!(error = %fault, "could not verify the audit trail; trying again"))
        .ok()
}
