//! Background work: what must happen without anybody asking.
//!
//! Every piece of work may run on several replicas at once and may be interrupted anywhere: each is a row of small statements that
//! do no harm twice.

use std::time::Duration;

use tokio::sync::watch;

use crate::context::Ctx;
use crate::service::Fault;
use crate::store;

/// Pause between two rounds.
const ROUND: Duration = Duration::from_mins(1);
/// Rows that one statement of a clean-up removes.
const BATCH: u64 = 50;

/// Works until it is told to stop; a round that has begun ends first.
pub async fn run(ctx: Ctx, mut stopping: watch::Receiver<bool>) {
    let mut round = tokio::time::interval(ROUND);
    round.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = round.tick() => {}
            // A sender that is gone means the same.
            _ = stopping.wait_for(|it| *it) => return,
        }
        match forget_expired_keys(&ctx).await {
            Ok(0) => {}
            Ok(n_removed) => tracing::info!(n_removed, "removed {n_removed} expired idempotency keys"),
            Err(fault) => tracing::warn!(error = %fault, "could not remove expired idempotency keys"),
        }
        match forget_expired_sessions(&ctx).await {
            Ok(0) => {}
            Ok(n_removed) => tracing::info!(n_removed, "removed {n_removed} expired sessions"),
            Err(fault) => tracing::warn!(error = %fault, "could not remove expired sessions"),
        }
    }
}

/// Removes idempotency keys that have expired; tells how many.
pub async fn forget_expired_keys(ctx: &Ctx) -> Result<u64, Fault> {
    let now = ctx.clock.now();
    let mut n_removed = 0;
    loop {
        let tx = ctx.db.begin().await?;
        let n_batch = store::idempotency_record::delete_expired(&ctx.db.read, &tx, now, BATCH).await?;
        tx.commit().await?;
        n_removed += n_batch;
        if n_batch < BATCH {
            return Ok(n_removed);
        }
    }
}

/// Removes sessions that have expired; tells how many.
pub async fn forget_expired_sessions(ctx: &Ctx) -> Result<u64, Fault> {
    let now = ctx.clock.now();
    let mut n_removed = 0;
    loop {
        let tx = ctx.db.begin().await?;
        let n_batch = store::session::delete_expired(&ctx.db.read, &tx, now, BATCH).await?;
        tx.commit().await?;
        n_removed += n_batch;
        if n_batch < BATCH {
            return Ok(n_removed);
        }
    }
}
