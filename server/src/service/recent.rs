//! What was read a moment ago and may stand for what is stored, for a second or so.
//!
//! Invariant: what this process has changed since is never answered. A value is kept with the count of changes from *before* it
//! was read; a change in the meantime makes the counts differ, whether it came before the read or after it. Changes of other
//! replicas are seen when the time is over.

use std::hash::Hash;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use moka::future::Cache;

use crate::context::Ctx;

/// Values read a moment ago, by key. Cheap to clone; clones share their values.
#[derive(Clone, Debug)]
pub(crate) struct Recent<K, V>
where
    K: Hash + Eq + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    entries: Cache<K, Entry<V>>,
    max_age: TimeDelta,
}

/// A value, and the moment of which it is true.
#[derive(Clone, Debug)]
struct Entry<V> {
    value: V,
    moment: Moment,
}

/// The moment before something was read: the time, and how much this process had changed until then.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    pub(crate) now: DateTime<Utc>,
    pub(crate) n_changes: u64,
}

impl Moment {
    /// This moment, in which nothing is read yet.
    pub(crate) fn now(ctx: &Ctx) -> Self {
        Self {
            now: ctx.clock.now(),
            n_changes: ctx.db.changes().count(),
        }
    }
}

impl<K, V> Recent<K, V>
where
    K: Hash + Eq + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    /// Keeps up to `capacity` values, each for `max_age`; with none, nothing is kept.
    pub(crate) fn new(capacity: u64, max_age: Duration) -> Self {
        let entries = Cache::builder()
            .max_capacity(capacity)
            // For the memory's sake. What is too old is known by the service's own clock, which tests move.
            .time_to_live(max_age + Duration::from_secs(1))
            .build();
        Self {
            entries,
            max_age: TimeDelta::from_std(max_age).unwrap_or_default(),
        }
    }

    /// The value of a key, if nothing speaks against it at this moment.
    pub(crate) async fn get(&self, key: &K, at: Moment) -> Option<V> {
        if self.max_age.is_zero() {
            return None;
        }
        let Entry { value, moment } = self.entries.get(key).await?;
        let age = at.now - moment.now;
        // A clock that was set back tells no age.
        let is_recent = (TimeDelta::zero()..self.max_age).contains(&age);
        (is_recent && moment.n_changes == at.n_changes).then_some(value)
    }

    /// Keeps a value that was read after this moment.
    pub(crate) async fn insert(&self, key: K, value: V, moment: Moment) {
        if !self.max_age.is_zero() {
            self.entries.insert(key, Entry { value, moment }).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use chrono::{DateTime, TimeDelta};

    use super::{Moment, Recent};

    fn at(milliseconds: i64, n_changes: u64) -> Moment {
        let now = DateTime::UNIX_EPOCH + TimeDelta::milliseconds(milliseconds);
        Moment { now, n_changes }
    }

    #[tokio::test]
    async fn age_and_changes_speak_against_a_value() {
        let recent = Recent::new(10, Duration::from_secs(1));
        recent.insert("a", 1, at(5_000, 7)).await;
        for (moment, expected) in [
            (at(5_000, 7), true),
            (at(5_999, 7), true),
            (at(6_000, 7), false),
            (at(4_999, 7), false),
            (at(5_000, 8), false),
            (at(5_000, 6), false),
        ] {
            let found = recent.get(&"a", moment).await;
            assert_eq!(found, expected.then_some(1), "{moment:?}");
        }
        assert_eq!(recent.get(&"b", at(5_000, 7)).await, None);
    }

    #[tokio::test]
    async fn nothing_is_kept_for_no_time() {
        let recent = Recent::new(10, Duration::ZERO);
        recent.insert("a", 1, at(0, 0)).await;
        assert_eq!(recent.get(&"a", at(0, 0)).await, None);
        assert_eq!(recent.entries.iter().count(), 0);
    }
}
