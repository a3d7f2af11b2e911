//! Background work: what must happen without anybody asking.
//!
//! Every piece of work may run on several replicas at once and may be interrupted anywhere: each is a row of small statements that
//! do no harm twice.

pub mod catalogue_sync;
pub mod mail;
pub mod reconciliation;
pub mod retirement;
pub mod user_sync;

mod program_completion;

use std::sync::Arc;
use std::time::Duration;

use crate::context::Ctx;
use crate::service::asset::sweep::sweep;
use crate::service::certificate;
use crate::service::configuration::visibility;
use crate::service::idempotency::forget_expired_keys;
use crate::service::program_completion::backfill;
use crate::service::session::forget_expired_sessions;

/// Pause between two rounds.
const ROUND: Duration = Duration::from_mins(1);
/// Rounds from one sweep of the pictures to the next.
const SWEEP_EVERY: u64 = 60;

/// Works until the process stops; a round that has begun ends first.
pub async fn run(ctx: Arc<Ctx>) {
    tokio::join!(
        tidy_up(ctx.clone()),
        catalogue_sync::run(ctx.clone()),
        mail::run(ctx.clone()),
        program_completion::run(ctx.clone()),
        reconciliation::run(ctx.clone()),
        retirement::run(ctx.clone()),
        user_sync::run(ctx)
    );
}

async fn tidy_up(ctx: Arc<Ctx>) {
    let mut round = tokio::time::interval(ROUND);
    let mut n_rounds: u64 = 0;
    round.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = round.tick() => {}
            () = ctx.stopping.wait() => return,
        }
        work(&ctx).await;
        if n_rounds.is_multiple_of(SWEEP_EVERY)
            && let Err(fault) = sweep(&ctx).await
        {
            tracing::warn!(error = %fault, "could not sweep the pictures");
        }
        n_rounds += 1;
    }
}

/// One round of work.
pub async fn work(ctx: &Ctx) {
    match forget_expired_keys(ctx).await {
        Ok(0) => {}
        Ok(n_removed) => tracing::info!(n_removed, "removed {n_removed} expired idempotency keys"),
        Err(fault) => tracing::warn!(error = %fault, "could not remove expired idempotency keys"),
    }
    match forget_expired_sessions(ctx).await {
        Ok(0) => {}
        Ok(n_removed) => tracing::info!(n_removed, "removed {n_removed} expired sessions"),
        Err(fault) => tracing::warn!(error = %fault, "could not remove expired sessions"),
    }
    match visibility::settle(ctx).await {
        Ok(0) => {}
        Ok(n_corrected) => tracing::info!(n_corrected, "corrected the visibility of {n_corrected} credentials"),
        Err(fault) => tracing::warn!(error = %fault, "could not correct the visibility of credentials"),
    }
    match backfill(ctx).await {
        Ok(0) => {}
        Ok(n_noted) => tracing::info!(n_noted, "will look whether {n_noted} credentials complete programs"),
        Err(fault) => tracing::warn!(error = %fault, "could not find who has completed programs"),
    }
    match certificate::forget_expired(ctx).await {
        Ok(0) => {}
        Ok(n_removed) => tracing::info!(n_removed, "removed {n_removed} previews"),
        Err(fault) => tracing::warn!(error = %fault, "could not remove previews"),
    }
}
