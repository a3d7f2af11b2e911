//! How often a site is compared with its learning platform.

use async_graphql::SimpleObject;
use chrono::{DateTime, Utc};

use crate::service::reconciliation::Schedule;

/// How often the site is compared with its learning platform without anybody asking. For staff.
#[derive(SimpleObject)]
pub(in crate::graphql) struct ReconciliationSchedule {
    /// Days from the end of one comparison to the next, as the site has chosen: 0 for none but those that are asked for, null where the
    /// settings of the service decide.
    every_days: Option<i32>,
    /// What the settings of the service say, in seconds; null for none.
    default_seconds: Option<i64>,
    /// When the next one is asked for by itself; null where none will be, and while one waits or is in progress.
    next_due_at: Option<DateTime<Utc>>,
    /// Version of the site. Give it as `expectedVersion` to change only what you have seen.
    version: i32,
}

impl From<Schedule> for ReconciliationSchedule {
    fn from(it: Schedule) -> Self {
        let Schedule {
            every_days,
            by_settings,
            next_due_at,
            version,
        } = it;
        Self {
            every_days,
            default_seconds: by_settings.map(|it| i64::try_from(it.as_secs()).unwrap_or(i64::MAX)),
            next_due_at,
            version,
        }
    }
}
