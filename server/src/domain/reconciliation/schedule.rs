//! When a site is compared without anybody asking.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use entity::{SyncState, reconciliation};

/// Most days from the end of one comparison to the next.
pub const MAX_DAYS: i32 = 366;

/// The wish is no number of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("name 1 to {MAX_DAYS} days, 0 for never, or null for what the settings of the service say")]
pub struct InvalidInterval;

/// Reads how often a site wants to be compared: every so many days, 0 for never, none where the settings decide.
pub fn parse(every_days: Option<i32>) -> Result<Option<i32>, InvalidInterval> {
    match every_days {
        None | Some(0..=MAX_DAYS) => Ok(every_days),
        Some(_) => Err(InvalidInterval),
    }
}

/// How long after the end of one comparison the next is due, by what the site says or else the settings; none where none comes by itself.
#[must_use]
pub fn interval(every_days: Option<i32>, by_settings: Option<Duration>) -> Option<TimeDelta> {
    match every_days {
        Some(days) => (days > 0).then(|| TimeDelta::days(days.into())),
        None => by_settings.map(|it| TimeDelta::from_std(it).unwrap_or(TimeDelta::MAX)),
    }
}

/// When the comparison after `last` is due: at once where there was none; none while that one waits or goes.
#[must_use]
pub fn due_at(last: Option<&reconciliation::Model>, interval: TimeDelta, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let Some(last) = last else { return Some(now) };
    match last.state {
        SyncState::Queued | SyncState::Running => None,
        SyncState::Failed | SyncState::Succeeded => {
            let ended_at = last.finished_at.unwrap_or(last.requested_at);
            ended_at.checked_add_signed(interval)
        }
    }
}

#[cfg(test)]
mod tests {
    use entity::id::{ReconciliationId, SiteId};
    use uuid::Uuid;

    use super::*;

    fn run(state: SyncState, finished_at: Option<DateTime<Utc>>) -> reconciliation::Model {
        reconciliation::Model {
            id: ReconciliationId(Uuid::nil()),
            site_id: SiteId(Uuid::nil()),
            active_site_id: None,
            state,
            compares_grades: true,
            is_clean: false,
            requested_by_id: None,
            requested_at: DateTime::UNIX_EPOCH,
            started_at: None,
            finished_at,
            progress: serde_json::json!({}),
            error_code: None,
            error: None,
            version: 1,
        }
    }

    #[test]
    fn site_decides_before_the_settings() {
        let day = Some(Duration::from_hours(24));
        for (every_days, by_settings, expected) in [
            (None, None, None),
            (None, day, Some(TimeDelta::days(1))),
            (Some(0), day, None),
            (Some(7), day, Some(TimeDelta::days(7))),
            (Some(7), None, Some(TimeDelta::days(7))),
        ] {
            assert_eq!(interval(every_days, by_settings), expected, "{every_days:?}");
        }
    }

    #[test]
    fn only_days_of_a_year_are_an_interval() {
        for every_days in [None, Some(0), Some(1), Some(366)] {
            assert_eq!(parse(every_days), Ok(every_days));
        }
        for days in [-1, 367, i32::MAX, i32::MIN] {
            assert_eq!(parse(Some(days)), Err(InvalidInterval), "{days}");
        }
    }

    #[test]
    fn next_one_is_due_after_the_end_of_the_last() {
        let (start, week) = (DateTime::UNIX_EPOCH, TimeDelta::days(7));
        let now = start + TimeDelta::days(30);
        let due = |last: Option<&reconciliation::Model>| due_at(last, week, now);
        assert_eq!(due(None), Some(now));
        let end = start + TimeDelta::hours(5);
        for state in [SyncState::Succeeded, SyncState::Failed] {
            assert_eq!(due(Some(&run(state, Some(end)))), Some(end + week));
            assert_eq!(due(Some(&run(state, None))), Some(start + week));
        }
        for state in [SyncState::Queued, SyncState::Running] {
            assert_eq!(due(Some(&run(state, None))), None);
        }
        assert_eq!(
            due_at(Some(&run(SyncState::Failed, Some(end))), TimeDelta::MAX, now),
            None
        );
    }
}
