//! Work that takes many requests, one after the other: how far it has come, stopping it, going on after failures.
//!
//! Invariant: what counts as done has its answer.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use js_sys::Promise;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::api::error::{ApiError, ErrorCode, Failure};

/// How long it waits after each failure in a row, before it leaves it to people.
const WAITS: [Duration; 4] = [
    Duration::from_secs(1),
    Duration::from_secs(3),
    Duration::from_secs(8),
    Duration::from_secs(20),
];

/// How it stands with the work.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Phase {
    /// Requests are sent.
    Running,
    /// Somebody wants it to stop; the request under way is waited for.
    Stopping,
    /// Somebody stopped it.
    Paused,
    /// There was no answer, however often it was asked.
    Failed(ApiError),
    /// Nothing is left to do.
    Ended,
}

type Asked = Pin<Box<dyn Future<Output = Result<Option<usize>, ApiError>>>>;
type Step = Arc<dyn Fn() -> Asked + Send + Sync>;

/// A way through many rows.
#[derive(Clone, Copy)]
pub(super) struct Pace {
    step: StoredValue<Step>,
    /// How many rows there are.
    pub(super) n_rows: usize,
    /// How many are done.
    pub(super) n_done: RwSignal<usize>,
    /// How it stands.
    pub(super) phase: RwSignal<Phase>,
}

impl Pace {
    /// Begins at once. Each step does some of the rows and tells how many; none where nothing is left.
    pub(super) fn start<F>(n_rows: usize, step: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<Option<usize>, ApiError>> + 'static,
    {
        let step: Step = Arc::new(move || -> Asked { Box::pin(step()) });
        let pace = Self {
            step: StoredValue::new(step),
            n_rows,
            n_done: RwSignal::new(0),
            phase: RwSignal::new(Phase::Running),
        };
        spawn_local(pace.drive());
        pace
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

    async fn drive(self) {
        let outcome = self.walk().await;
        // The page may have been left meanwhile; then there is nobody to tell.
        let _ = self.phase.try_set(outcome);
    }

    /// Takes steps until nothing is left, somebody stops it, or it fails too often.
    async fn walk(self) -> Phase {
        let mut n_failures = 0;
        loop {
            let step = match self.phase.try_get_untracked() {
                Some(Phase::Running) => self.step.try_get_value(),
                _ => None,
            };
            let Some(step) = step else {
                return Phase::Paused;
            };
            match (step().await, WAITS.get(n_failures)) {
                (Ok(None), _) => return Phase::Ended,
                (Ok(Some(n_rows)), _) => {
                    n_failures = 0;
                    let _ = self.n_done.try_update(|it| *it += n_rows);
                }
                (Err(error), Some(wait)) if may_pass(&error) => {
                    n_failures += 1;
                    pause(*wait).await;
                }
                (Err(error), _) => return Phase::Failed(error),
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
