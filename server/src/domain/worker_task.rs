//! Whether background work goes on.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{lease, worker_task};

/// How long after it should have begun a round is overdue. What rounds came to is noted every half minute, and one that lasts is noted as
/// often.
const TOLERANCE: TimeDelta = TimeDelta::minutes(2);

/// Whether a piece of background work goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskState {
    /// A process is at it.
    Running {
        /// Since when, as far as that is known.
        began_at: Option<DateTime<Utc>>,
    },
    /// The next round should have begun, and nobody is at it.
    Overdue,
    /// The next round is to come.
    Waiting,
}

/// Whether a piece of work goes on that was told of last so, and that somebody holds, unless `hold` is none.
#[must_use]
pub fn state(task: &worker_task::Model, hold: Option<&lease::Model>, now: DateTime<Utc>) -> TaskState {
    if let Some(hold) = hold {
        return TaskState::Running {
            began_at: hold.claimed_at,
        };
    }
    if task.next_at + TOLERANCE < now {
        return TaskState::Overdue;
    }
    match task.began_at {
        Some(_) => TaskState::Running {
            began_at: task.began_at,
        },
        None => TaskState::Waiting,
    }
}

#[cfg(test)]
mod tests {
    use entity::{Task, TaskOutcome};
    use uuid::Uuid;

    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).expect("an instant")
    }

    fn task(began_at: Option<DateTime<Utc>>) -> worker_task::Model {
        worker_task::Model {
            task: Task::UserSync,
            worker_id: Uuid::nil(),
            outcome: TaskOutcome::Done,
            ended_at: at(0),
            failed_at: None,
            began_at,
            next_at: at(30),
        }
    }

    #[test]
    fn work_that_nobody_does_is_overdue_after_a_while() {
        for (began_at, seconds, expected) in [
            (None, 10, TaskState::Waiting),
            (None, 150, TaskState::Waiting),
            (None, 151, TaskState::Overdue),
            (Some(at(5)), 10, TaskState::Running { began_at: Some(at(5)) }),
            (Some(at(5)), 150, TaskState::Running { began_at: Some(at(5)) }),
            // Who was at it has not said so for too long.
            (Some(at(5)), 151, TaskState::Overdue),
        ] {
            assert_eq!(
                state(&task(began_at), None, at(seconds)),
                expected,
                "{began_at:?} {seconds}"
            );
        }
    }

    #[test]
    fn work_that_somebody_holds_is_under_way_whatever_others_tell() {
        let hold = |claimed_at| lease::Model {
            name: "user-sync".to_owned(),
            owner_id: Some(Uuid::nil()),
            fence: 1,
            claimed_at,
            expires_at: at(9_999),
        };
        for claimed_at in [Some(at(3)), None] {
            for began_at in [None, Some(at(5))] {
                let told = state(&task(began_at), Some(&hold(claimed_at)), at(9_000));
                assert_eq!(told, TaskState::Running { began_at: claimed_at });
            }
        }
    }
}
