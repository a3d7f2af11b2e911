//! The time as a value: read once at the rim, passed down, frozen in tests.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, DurationRound, TimeDelta, Utc};

/// Tells the time. Cheap to clone; clones of a frozen clock move together.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    Frozen(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands at `now` until it is [advanced](Self::advance).
    #[must_use]
    pub fn frozen(now: DateTime<Utc>) -> Self {
        Self(Source::Frozen(Arc::new(Mutex::new(now))))
    }

    /// The present instant, cut to whole microseconds: what every supported database stores.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        let now = match &self.0 {
            #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
            Source::System => Utc::now(),
            Source::Frozen(now) => *now.lock().unwrap_or_else(PoisonError::into_inner),
        };
        now.duration_trunc(TimeDelta::microseconds(1)).unwrap_or(now)
    }

    /// Moves a frozen clock; the machine's clock stays as it is.
    pub fn advance(&self, by: TimeDelta) {
        if let Source::Frozen(now) = &self.0 {
            *now.lock().unwrap_or_else(PoisonError::into_inner) += by;
        }
    }
}
