//! Tells staff what background work does, now and then: most rounds are short and like the one before. One that lasts is told of while it
//! does, so that work that takes its time is told from work that nobody does.

use std::time::Duration;

use chrono::{DateTime, Utc};
use entity::{Task, TaskOutcome};
use tokio::time::Instant;

use crate::context::Ctx;
use crate::service::operations;

/// How long what was noted stands, while rounds come to the same.
const STANDS: Duration = Duration::from_secs(30);

/// Works round by round until the process stops; a round that has begun ends first. Each tells how long the pause until the next is.
pub(super) async fn work_on<F>(ctx: &Ctx, task: Task, mut round: impl FnMut() -> F)
where
    F: Future<Output = (Duration, TaskOutcome)>,
{
    let mut rounds = Rounds::of(task);
    let mut pause = Duration::ZERO;
    loop {
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = ctx.stopping.wait() => return,
        }
        let (rest, outcome) = rounds.under_way(ctx, Box::pin(round())).await;
        pause = rest;
        rounds.note(ctx, outcome, pause).await;
    }
}

/// The rounds of one piece of work in this process.
pub(super) struct Rounds {
    task: Task,
    noted: Option<(Instant, TaskOutcome)>,
}

impl Rounds {
    /// None so far.
    pub(super) fn of(task: Task) -> Self {
        Self { task, noted: None }
    }

    /// Waits for the end of a round, and notes that it is under way for as long as it lasts. It goes on while that is noted: it may hold the
    /// connection that the note waits for.
    pub(super) async fn under_way<T>(&mut self, ctx: &Ctx, mut round: impl Future<Output = T> + Unpin) -> T {
        let began_at = ctx.clock.now();
        loop {
            tokio::select! {
                result = &mut round => return result,
                () = self.note_begun(ctx, began_at) => {}
            }
        }
    }

    /// Notes after a while that a round is still under way.
    async fn note_begun(&mut self, ctx: &Ctx, began_at: DateTime<Utc>) {
        tokio::time::sleep(STANDS).await;
        match operations::note_begun(ctx, self.task, began_at, STANDS).await {
            // Its end is noted whatever comes of it.
            Ok(()) => self.noted = None,
            Err(fault) => tracing::debug!(task = %self.task, error = %fault, "could not note that a round lasts"),
        }
    }

    /// A round has ended; the next begins after a pause.
    pub(super) async fn note(&mut self, ctx: &Ctx, outcome: TaskOutcome, pause: Duration) {
        let stands = |(at, noted): (Instant, TaskOutcome)| noted == outcome && at.elapsed() < STANDS;
        if self.noted.is_some_and(stands) {
            return;
        }
        match operations::note(ctx, self.task, outcome, pause).await {
            Ok(()) => self.noted = Some((Instant::now(), outcome)),
            // What keeps the work from its end keeps this from being noted, too; the work has said so.
            Err(fault) => tracing::debug!(task = %self.task, error = %fault, "could not note a round"),
        }
    }
}
