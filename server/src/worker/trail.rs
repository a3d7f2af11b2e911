//! Seals the audit trail as it grows, and verifies it: nightly, and when somebody asks for it.

use std::sync::Arc;
use std::time::Duration;

use crate::context::Ctx;
use crate::service::trail::{self, Swept};

/// Pause between two rounds of either.
const ROUND: Duration = Duration::from_secs(5);

/// Works until the process stops. Sealing does not wait for a verification, which may take long; one in progress is left, and begun anew
/// by the next worker.
pub(super) async fn run(ctx: Arc<Ctx>) {
    tokio::join!(seal_on(ctx.clone()), verify_on(ctx));
}

async fn seal_on(ctx: Arc<Ctx>) {
    let mut round = tokio::time::interval(ROUND);
    round.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut swept = Swept::default();
    loop {
        tokio::select! {
            _ = round.tick() => {}
            () = ctx.stopping.wait() => return,
        }
        seal(&ctx, &mut swept).await;
    }
}

async fn verify_on(ctx: Arc<Ctx>) {
    let mut round = tokio::time::interval(ROUND);
    round.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = round.tick() => {}
            () = ctx.stopping.wait() => return,
        }
        verify(&ctx).await;
    }
}

/// One round of sealing; tells how many entries were sealed.
pub async fn seal(ctx: &Ctx, swept: &mut Swept) -> usize {
    let sealed = trail::seal(ctx, swept).await;
    sealed.unwrap_or_else(|fault| {
        tracing::warn!(error = %fault, "could not seal the audit trail; trying again");
        0
    })
}

/// One round of verifying; tells of how many sites.
pub async fn verify(ctx: &Ctx) -> usize {
    let verified = trail::verify_due(ctx).await;
    verified.unwrap_or_else(|fault| {
        tracing::warn!(error = %fault, "could not verify the audit trail; trying again");
        0
    })
}
