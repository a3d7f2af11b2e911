//! Sends the rows of a file, one request after the other.
//!
//! Invariant: a row counts as done only once its verdict is here, and verdicts stand in the order of the rows.

use std::time::Duration;

use js_sys::Promise;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::chunk::Chunk;
use super::query::{self, Award, Purpose};
use super::verdict::Verdict;
use crate::api::error::{ApiError, ErrorCode, Failure};

/// How long it waits after each failure in a row, before it leaves it to people.
const WAITS: [Duration; 4] = [
    Duration::from_secs(1),
    Duration::from_secs(3),
    Duration::from_secs(8),
    Duration::from_secs(20),
];

/// How it stands with the run.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Phase {
    /// Rows are sent.
    Running,
    /// Somebody wants it to stop; the request under way is waited for.
    Stopping,
    /// Somebody stopped it.
    Paused,
    /// There was no answer, however often it was asked.
    Failed(ApiError),
    /// Every row has its verdict.
    Ended,
}

/// A way through the rows of a file.
#[derive(Clone, Copy)]
pub(super) struct Run {
    awards: StoredValue<Vec<Award>>,
    verdicts: StoredValue<Vec<Verdict>>,
    purpose: Purpose,
    /// How many rows there are.
    pub(super) n_rows: usize,
    /// How many have their verdict.
    pub(super) n_done: RwSignal<usize>,
    /// How it stands.
    pub(super) phase: RwSignal<Phase>,
}

impl Run {
    /// Begins at once.
    pub(super) fn start(awards: Vec<Award>, purpose: Purpose) -> Self {
        let run = Self {
            n_rows: awards.len(),
            awards: StoredValue::new(awards),
            verdicts: StoredValue::new(Vec::new()),
            purpose,
            n_done: RwSignal::new(0),
            phase: RwSignal::new(Phase::Running),
        };
        spawn_local(run.drive());
        run
    }

    /// Stops after the request that is under way.
    pub(super) fn stop(self) {
        if self.phase.get_untracked() == Phase::Running {
            self.phase.set(Phase::Stopping);
        }
    }

    /// Goes on where it stopped.
    pub(super) fn go_on(self) {
        match self.phase.get_untracked() {
            Phase::Paused | Phase::Failed(_) => {
                self.phase.set(Phase::Running);
                spawn_local(self.drive());
            }
            Phase::Stopping => self.phase.set(Phase::Running),
            Phase::Running | Phase::Ended => {}
        }
    }

    /// The verdicts so far.
    pub(super) fn verdicts(self) -> Vec<Verdict> {
        self.verdicts.get_value()
    }

    async fn drive(self) {
        let outcome = self.send_all().await;
        // The page may have been left meanwhile; then there is nobody to tell.
        let _ = self.phase.try_set(outcome);
    }

    /// Sends until nothing is left, somebody stops it, or it fails too often.
    async fn send_all(self) -> Phase {
        let mut n_failures = 0;
        let mut chunk = None::<Chunk>;
        loop {
            match self.phase.try_get_untracked() {
                Some(Phase::Running) => {}
                _ => return Phase::Paused,
            }
            let step = match &mut chunk {
                None => query::limits().await.map(|limits| chunk = Some(Chunk::new(limits))),
                Some(chunk) => match self.next(*chunk) {
                    None => return Phase::Ended,
                    Some(awards) => self.send(awards, chunk).await,
                },
            };
            match (step, WAITS.get(n_failures)) {
                (Ok(()), _) => n_failures = 0,
                (Err(error), Some(wait)) if may_pass(&error) => {
                    n_failures += 1;
                    pause(*wait).await;
                }
                (Err(error), _) => return Phase::Failed(error),
            }
        }
    }

    /// What goes into the next request; none where nothing is left.
    fn next(self, chunk: Chunk) -> Option<Vec<Award>> {
        let n_done = self.n_done.try_get_untracked()?;
        self.awards.try_with_value(|awards| {
            let rest = awards.get(n_done..).filter(|it| !it.is_empty())?;
            Some(rest[..chunk.take(rest.iter())].to_vec())
        })?
    }

    async fn send(self, awards: Vec<Award>, chunk: &mut Chunk) -> Result<(), ApiError> {
        match query::award(awards, self.purpose).await {
            Ok(verdicts) => {
                chunk.rise();
                let n_verdicts = verdicts.len();
                let _ = self.verdicts.try_update_value(|it| it.extend(verdicts));
                let _ = self.n_done.try_update(|it| *it += n_verdicts);
                Ok(())
            }
            Err(error) => {
                chunk.fall();
                Err(error)
            }
        }
    }
}

/// Whether the same request may have an answer later.
fn may_pass(error: &ApiError) -> bool {
    match error.failure {
        Failure::Unreachable => true,
        Failure::Status(status) => status == 429 || status >= 500,
        Failure::Refused(code) => matches!(
            code,
            ErrorCode::Conflict
                | ErrorCode::RateLimited
                | ErrorCode::UpstreamUnavailable
                | ErrorCode::Unavailable
                | ErrorCode::Timeout
                | ErrorCode::Internal
        ),
        Failure::Unreadable => false,
    }
}

async fn pause(wait: Duration) {
    let mut begin = |resolve: js_sys::Function, _| {
        set_timeout(
            move || {
                // Nothing is done with what it gives.
                let _ = resolve.call0(&JsValue::UNDEFINED);
            },
            wait,
        );
    };
    // A timer cannot fail.
    let _ = JsFuture::from(Promise::new(&mut begin)).await;
}

#[cfg(test)]
mod tests {
    use super::{ApiError, ErrorCode, Failure, may_pass};

    #[test]
    fn only_what_may_pass_is_tried_again() {
        for (failure, expected) in [
            (Failure::Unreachable, true),
            (Failure::Status(503), true),
            (Failure::Status(429), true),
            (Failure::Status(401), false),
            (Failure::Refused(ErrorCode::Unavailable), true),
            (Failure::Refused(ErrorCode::Unauthenticated), false),
            (Failure::Refused(ErrorCode::BadUserInput), false),
            (Failure::Unreadable, false),
        ] {
            let error = ApiError {
                failure,
                request_id: None,
            };
            assert_eq!(may_pass(&error), expected, "{failure:?}");
        }
    }
}
