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
