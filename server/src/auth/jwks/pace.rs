//! The time by which fetches are paced. Unlike the clock by which tokens are judged, it is never set back.
//!
//! In tests it stands still until it is told to move.

use tokio::time::Instant;

/// The time by which fetches are paced.
#[derive(Debug)]
pub(super) struct Pace {
    #[cfg(test)]
    now: std::sync::Mutex<Instant>,
}

#[cfg(not(test))]
impl Pace {
    pub(super) fn new() -> Self {
        Self {}
    }

    #[expect(clippy::unused_self, reason = "in tests it keeps the time")]
    pub(super) fn now(&self) -> Instant {
        Instant::now()
    }
}

#[cfg(test)]
impl Pace {
    pub(super) fn new() -> Self {
        Self {
            now: std::sync::Mutex::new(Instant::now()),
        }
    }

    pub(super) fn now(&self) -> Instant {
        *self.now.lock().expect("the time")
    }

    /// Lets time pass.
    pub(super) fn skip(&self, time: std::time::Duration) {
        *self.now.lock().expect("the time") += time;
    }
}
