//! Leaves a system alone that fails again and again, and looks now and then whether it is back.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;

/// So many failures in a row …
const FAILURES: usize = 5;
/// … within this time open the breaker.
const WINDOW: Duration = Duration::from_secs(10);
/// While it is open one call in this time may try.
const PROBE_EVERY: Duration = Duration::from_secs(5);

/// What is known of one system's health.
#[derive(Debug, Default)]
pub(super) struct Breaker {
    /// The failures since the last success, oldest first.
    failures: VecDeque<Instant>,
    /// While open: when it opened or was last probed.
    probed_at: Option<Instant>,
}

/// What became of the breaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// It is as it was.
    None,
    /// It has opened.
    Opened,
    /// It has closed.
    Closed,
}

impl Breaker {
    /// Whether a call may be made now; how long to wait otherwise.
    pub(super) fn admit(&mut self, now: Instant) -> Result<(), Duration> {
        let Some(probed_at) = self.probed_at else { return Ok(()) };
        let waited = now.saturating_duration_since(probed_at);
        if waited < PROBE_EVERY {
            return Err(PROBE_EVERY.saturating_sub(waited));
        }
        self.probed_at = Some(now);
        Ok(())
    }

    /// A call was answered.
    pub(super) fn succeed(&mut self) -> Turn {
        self.failures.clear();
        match self.probed_at.take() {
            Some(_) => Turn::Closed,
            None => Turn::None,
        }
    }

    /// A call was not answered.
    pub(super) fn fail(&mut self, now: Instant) -> Turn {
        if self.probed_at.is_some() {
            return Turn::None;
        }
        self.failures.push_back(now);
        self.failures.retain(|it| now.saturating_duration_since(*it) <= WINDOW);
        if self.failures.len() < FAILURES {
            return Turn::None;
        }
        self.failures.clear();
        self.probed_at = Some(now);
        Turn::Opened
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_failures_in_ten_seconds_open_it_and_one_success_closes_it() {
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        let mut breaker = Breaker::default();
        for second in 0..4 {
            assert_eq!(breaker.fail(at(second)), Turn::None);
            assert_eq!(breaker.admit(at(second)), Ok(()));
        }
        assert_eq!(breaker.fail(at(4)), Turn::Opened);
        assert_eq!(breaker.admit(at(4)), Err(Duration::from_secs(5)));
        assert_eq!(breaker.admit(at(8)), Err(Duration::from_secs(1)));

        // One probe in five seconds, however many ask, and however the probe ends.
        assert_eq!(breaker.admit(at(9)), Ok(()));
        assert_eq!(breaker.admit(at(9)), Err(Duration::from_secs(5)));
        assert_eq!(breaker.fail(at(10)), Turn::None);
        assert_eq!(breaker.admit(at(13)), Err(Duration::from_secs(1)));
        assert_eq!(breaker.admit(at(14)), Ok(()));
        assert_eq!(breaker.succeed(), Turn::Closed);
        assert_eq!(breaker.admit(at(14)), Ok(()));
        assert_eq!(breaker.succeed(), Turn::None);
    }

    #[test]
    fn failures_far_apart_or_between_successes_leave_it_closed() {
        let start = Instant::now();
        let mut breaker = Breaker::default();
        for second in 0..20 {
            assert_eq!(breaker.fail(start + Duration::from_secs(3 * second)), Turn::None);
        }
        for _ in 0..20 {
            breaker.succeed();
            for _ in 0..4 {
                assert_eq!(breaker.fail(start + Duration::from_mins(2)), Turn::None);
            }
        }
    }
}
