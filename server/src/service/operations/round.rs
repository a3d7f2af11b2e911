//! Noting what a round of background work came to, and that one is under way.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use entity::{Task, TaskOutcome, worker_task};

use crate::context::Ctx;
use crate::policy::{Action, Actor, authorize};
use crate::service::Fault;
use crate::store;

/// Notes that a round of this process has ended, and how long it rests until the next.
pub async fn note(ctx: &Ctx, task: Task, outcome: TaskOutcome, pause: Duration) -> Result<(), Fault> {
    let permit = authorize(&Actor::Anonymous, Action::FollowUp).map_err(|it| Fault::Internal(it.into()))?;
    let now = ctx.clock.now();
    let row = worker_task::Model {
        task,
        worker_id: ctx.process_id,
        outcome,
        ended_at: now,
        failed_at: match outcome {
            TaskOutcome::Done => None,
            TaskOutcome::Failed => Some(now),
        },
        began_at: None,
        next_at: now + TimeDelta::from_std(pause).unwrap_or_default(),
    };
    let tx = ctx.db.begin().await?;
    store::worker_task::upsert(&tx, &permit, &row).await?;
    Ok(tx.commit().await?)
}

/// Notes that a round of this process has been under way since `began_at`, and how long that stands unless it is noted again.
pub async fn note_begun(ctx: &Ctx, task: Task, began_at: DateTime<Utc>, stands: Duration) -> Result<(), Fault> {
    let permit = authorize(&Actor::Anonymous, Action::FollowUp).map_err(|it| Fault::Internal(it.into()))?;
    let next_at = ctx.clock.now() + TimeDelta::from_std(stands).unwrap_or_default();
    let tx = ctx.db.begin().await?;
    store::worker_task::update_begun(&tx, &permit, (task, ctx.process_id), began_at, next_at).await?;
    Ok(tx.commit().await?)
}
