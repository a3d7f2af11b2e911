//! How many requests are executed at a time. Beyond it a few wait a moment, and the rest are turned away at once, so that
//! those who are served are served well.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, TryAcquireError};
use tokio::time::timeout;

use super::error::Refusal;
use crate::config::LimitsConfig;
use crate::telemetry::metric;

/// The door to execution.
pub(super) struct Admission {
    executions: Arc<Semaphore>,
    capacity: u32,
    queue: Semaphore,
    wait: Duration,
}

impl Admission {
    pub(super) fn new(limits: &LimitsConfig) -> Self {
        let capacity = u32::try_from(limits.in_flight).unwrap_or(u32::MAX);
        Self {
            executions: Arc::new(Semaphore::new(limits.in_flight)),
            capacity,
            queue: Semaphore::new(limits.queue),
            wait: limits.queue_wait,
        }
    }

    /// A place among the executions, kept until the permit is dropped.
    pub(super) async fn enter(&self) -> Result<OwnedSemaphorePermit, Refusal> {
        match Arc::clone(&self.executions).try_acquire_owned() {
            Ok(permit) => return Ok(permit),
            Err(TryAcquireError::NoPermits) => {}
            Err(TryAcquireError::Closed) => return Err(Self::busy()),
        }
        let Ok(_place) = self.queue.try_acquire() else {
            return Err(Self::busy());
        };
        match timeout(self.wait, Arc::clone(&self.executions).acquire_owned()).await {
            Ok(Ok(permit)) => Ok(permit),
            Ok(Err(_)) | Err(_) => Err(Self::busy()),
        }
    }

    /// Ends when no execution is in progress.
    pub(super) async fn idle(&self) {
        // Fails only when closed, which it never is.
        drop(self.executions.acquire_many(self.capacity).await);
    }

    fn busy() -> Refusal {
        metrics::counter!(metric::SHED).increment(1);
        Refusal::unavailable("The service is busy; try again soon.")
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Admission;
    use crate::config::LimitsConfig;
    use crate::http::error::Code;

    #[tokio::test]
    async fn some_enter_some_wait_and_the_rest_are_turned_away() {
        let limits = LimitsConfig {
            in_flight: 1,
            queue: 1,
            queue_wait: Duration::from_millis(10),
            ..LimitsConfig::default()
        };
        let admission = Admission::new(&limits);
        let first = admission.enter().await.expect("there is a place");
        let (waiting, turned_away) = tokio::join!(admission.enter(), admission.enter());
        assert_eq!(
            waiting.err().map(|it| it.code),
            Some(Code::Unavailable),
            "waited for too long"
        );
        assert_eq!(
            turned_away.err().map(|it| it.code),
            Some(Code::Unavailable),
            "no place to wait"
        );
        let patient = Admission {
            wait: Duration::from_mins(1),
            ..admission
        };
        let (second, ()) = tokio::join!(patient.enter(), async { drop(first) });
        assert!(second.is_ok(), "the place became free");
    }

    #[tokio::test]
    async fn idle_means_that_nobody_is_inside() {
        let admission = Admission::new(&LimitsConfig::default());
        let inside = admission.enter().await.expect("there is a place");
        assert!(tokio::time::timeout(Duration::ZERO, admission.idle()).await.is_err());
        drop(inside);
        admission.idle().await;
    }
}
