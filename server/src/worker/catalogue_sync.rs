//! Copies the catalogue: when somebody asks for it, and on a schedule.

use std::sync::Arc;
use std::time::Duration;

use entity::{Task, TaskOutcome};

use super::rounds::Rounds;
use crate::context::Ctx;
use crate::service::Fault;
use crate::service::catalogue_sync::{self, Ended};

/// Pause between two looks for a run that was asked for.
const ROUND: Duration = Duration::from_secs(2);
/// Rounds between two looks at the schedule.
const SCHEDULE_EVERY: u32 = 15;
/// Most rounds that pass after a fault before the next attempt: two minutes.
const MAX_REST: u32 = 60;

/// Works until the process stops. A run in progress is left as it is, and let go, for the next worker to go on with.
pub(super) async fn run(ctx: Arc<Ctx>) {
    let mut round = tokio::time::interval(ROUND);
    round.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut rest = Rest::default();
    let mut rounds = Rounds::of(Task::CatalogueSync);
    for number in 0_u32.. {
        tokio::select! {
            _ = round.tick() => {}
            () = ctx.stopping.wait() => return,
        }
        if number.is_multiple_of(SCHEDULE_EVERY)
            && let Err(fault) = schedule(&ctx).await
        {
            tracing::warn!(error = %fault, "could not look at the schedule of the catalogue");
        }
        if rest.is_over() {
            let result = rounds.under_way(&ctx, Box::pin(work_off(&ctx))).await;
            rest.note(&result);
            let outcome = match result {
                Ok(_) => TaskOutcome::Done,
                Err(_) => TaskOutcome::Failed,
            };
            rounds.note(&ctx, outcome, ROUND * rest.n_left.saturating_add(1)).await;
        }
    }
}

/// How many rounds to leave out: twice as many after each fault that follows another. A run whose fault stays would read the whole
/// catalogue again in every round.
#[derive(Debug, Default, PartialEq, Eq)]
struct Rest {
    n_rounds: u32,
    n_left: u32,
}

impl Rest {
    /// Counts a round; tells whether it is one to work in.
    fn is_over(&mut self) -> bool {
        let is_over = self.n_left == 0;
        self.n_left = self.n_left.saturating_sub(1);
        is_over
    }

    /// Notes what came of a round.
    fn note(&mut self, result: &Result<usize, Fault>) {
        self.n_rounds = match result {
            Ok(_) => 0,
            Err(_) => (self.n_rounds * 2).clamp(1, MAX_REST),
        };
        self.n_left = self.n_rounds;
    }
}

/// Asks for runs where they are due.
pub async fn schedule(ctx: &Ctx) -> Result<(), Fault> {
    let n_asked = catalogue_sync::schedule(ctx).await?;
    if n_asked > 0 {
        tracing::info!(n_asked, "the catalogue's copying is due on {n_asked} sites");
    }
    Ok(())
}

/// Works off what was asked for, on every site whatever comes of another; tells how many runs ended, or the last fault.
pub async fn work_off(ctx: &Ctx) -> Result<usize, Fault> {
    let mut result = Ok(0);
    let active = catalogue_sync::list_active(ctx).await;
    for row in active.inspect_err(|fault| tracing::warn!(error = %fault, "could not look for runs of copying"))? {
        let site_id = row.site_id;
        match catalogue_sync::work_off(ctx, row, &|_| ()).await {
            Ok(Ended::Done(_)) => result = result.map(|n_ended| n_ended + 1),
            Ok(Ended::Elsewhere | Ended::LetGo) => {}
            Err(fault) => {
                tracing::warn!(site.id = %site_id, error = %fault, "could not copy the catalogue; trying again");
                result = Err(fault);
            }
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_that_follow_each_other_are_left_more_and_more_time() {
        let mut rest = Rest::default();
        let mut worked = Vec::new();
        for round in 0..20 {
            if rest.is_over() {
                worked.push(round);
                rest.note(&Err(Fault::Unavailable));
            }
        }
        assert_eq!(worked, [0, 2, 5, 10, 19]);
        for _ in 0..10 {
            rest.note(&Err(Fault::Unavailable));
        }
        assert_eq!(rest.n_left, MAX_REST);
        rest.note(&Ok(1));
        assert!(rest.is_over());
    }
}
