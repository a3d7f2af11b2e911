//! Background work: what must happen without anybody asking.
//!
//! Every piece of work may run on several replicas at once and may be interrupted anywhere: each is a row of small statements that
//! do no harm twice.

pub mod catalogue_sync;
pub mod insight;
pub mod mail;
pub mod reconciliation;
pub mod retirement;
pub mod trail;
pub mod user_sync;

mod program_completion;
mod rounds;

use std::sync::Arc;
use std::time::Duration;

use entity::{Task, TaskOutcome};
use tokio::sync::Mutex;
use tokio::task::JoinSet;

use self::rounds::work_on;
use crate::context::Ctx;
use crate::service::asset::sweep::sweep;
use crate::service::certificate;
use crate::service::configuration::visibility;
use crate::service::idempotency::forget_expired_keys;
use crate::service::program_completion::backfill;
use crate::service::session::forget_expired_sessions;
use crate::service::user::settle_doubles;
use crate::service::user::words::{self, Compared};

/// Pause between two rounds.
const ROUND: Duration = Duration::from_mins(1);
/// Rounds from one sweep of the pictures, and of the rows that were merged, to the next.
const SWEEP_EVERY: u64 = 60;

/// Works until the process stops; a round that has begun ends first.
pub async fn run(ctx: Arc<Ctx>) {
    // Each in a task of its own: what one computes for long, or breaks off with, keeps none of the others waiting.
    let mut pieces = JoinSet::new();
    pieces.spawn(tidy_up(ctx.clone()));
    pieces.spawn(catalogue_sync::run(ctx.clone()));
    pieces.spawn(insight::run(ctx.clone()));
    pieces.spawn(mail::run(ctx.clone()));
    pieces.spawn(program_completion::run(ctx.clone()));
    pieces.spawn(reconciliation::run(ctx.clone()));
    pieces.spawn(retirement::run(ctx.clone()));
    pieces.spawn(trail::run(ctx.clone()));
    pieces.spawn(user_sync::run(ctx));
    while let Some(ended) = pieces.join_next().await {
        if ended.is_err() {
            tracing::error!(
                "a piece of background work has broken off, and is not done until the process starts again"
            );
        }
    }
}

async fn tidy_up(ctx: Arc<Ctx>) {
    let mut n_rounds: u64 = 0;
    let compared = Mutex::new(Compared::default());
    work_on(&ctx, Task::TidyUp, || {
        let sweeps = n_rounds.is_multiple_of(SWEEP_EVERY);
        n_rounds += 1;
        let (ctx, compared) = (&ctx, &compared);
        async move {
            let outcome = work(ctx).await;
            if let Err(fault) = words::compare(ctx, &mut *compared.lock().await).await {
                tracing::warn!(error = %fault, "could not compare the words of names with the names");
            }
            if sweeps {
                now_and_then(ctx).await;
            }
            (ROUND, outcome)
        }
    })
    .await;
}

/// What is seldom anything to do.
async fn now_and_then(ctx: &Ctx) {
    if let Err(fault) = sweep(ctx).await {
        tracing::warn!(error = %fault, "could not sweep the pictures");
    }
    match settle_doubles(ctx).await {
        Ok(0) => {}
        Ok(n_settled) => tracing::info!(n_settled, "settled which credentials of {n_settled} merged rows count"),
        Err(fault) => tracing::warn!(error = %fault, "could not settle which credentials of merged rows count"),
    }
}

/// One round of work.
pub async fn work(ctx: &Ctx) -> TaskOutcome {
    let mut outcome = TaskOutcome::Done;
    match forget_expired_keys(ctx).await {
        Ok(0) => {}
        Ok(n_removed) => tracing::info!(n_removed, "removed {n_removed} expired idempotency keys"),
        Err(fault) => {
            tracing::warn!(error = %fault, "could not remove expired idempotency keys");
            outcome = TaskOutcome::Failed;
        }
    }
    match forget_expired_sessions(ctx).await {
        Ok(0) => {}
        Ok(n_removed) => tracing::info!(n_removed, "removed {n_removed} expired sessions"),
        Err(fault) => {
            tracing::warn!(error = %fault, "could not remove expired sessions");
            outcome = TaskOutcome::Failed;
        }
    }
    match visibility::settle(ctx).await {
        Ok(0) => {}
        Ok(n_corrected) => tracing::info!(n_corrected, "corrected the visibility of {n_corrected} credentials"),
        Err(fault) => {
            tracing::warn!(error = %fault, "could not correct the visibility of credentials");
            outcome = TaskOutcome::Failed;
        }
    }
    match backfill(ctx).await {
        Ok(0) => {}
        Ok(n_noted) => tracing::info!(n_noted, "will look whether {n_noted} credentials complete programs"),
        Err(fault) => {
            tracing::warn!(error = %fault, "could not find who has completed programs");
            outcome = TaskOutcome::Failed;
        }
    }
    match words::add_words(ctx).await {
        Ok(0) => {}
        Ok(n_people) => tracing::info!(n_people, "wrote the words of the names of {n_people} people"),
        Err(fault) => {
            tracing::warn!(error = %fault, "could not write the words of names");
            outcome = TaskOutcome::Failed;
        }
    }
    match certificate::forget_expired(ctx).await {
        Ok(0) => {}
        Ok(n_removed) => tracing::info!(n_removed, "removed {n_removed} previews"),
        Err(fault) => {
            tracing::warn!(error = %fault, "could not remove previews");
            outcome = TaskOutcome::Failed;
        }
    }
    outcome
}
