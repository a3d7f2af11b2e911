//! Comparing a site's awards, grades and people with what its learning platform answers, and settling what differs.
//!
//! A *run* is a row of `reconciliation`: it is asked for here, and worked off by whoever holds its lease. Every page is one transaction
//! that writes what differs, where the run is, and that the lease still holds: a run that is interrupted goes on with the page at
//! which it was, and one that was overtaken writes nothing more. A run changes nothing but its own rows; what is to be done about a
//! difference somebody decides.

mod browse;
mod request;
mod run;
mod schedule;
mod settle;

pub use crate::store::reconciliation_difference::Filter;
pub use browse::{DifferenceListing, find, find_differences, find_last_clean, list, list_active, list_differences};
pub use request::{Extent, StartReconciliationError, start};
pub use run::{Ended, work_off};
pub use schedule::{Schedule, ScheduleSet, SetScheduleError, ask_for_due, find_schedule, set_schedule};
pub use settle::{
    IgnoreDifferencesError, MAX_SETTLED, Outcome, RepairDifferencesError, Settled, Unsettled, ignore, repair,
};

use chrono::TimeDelta;
use entity::id::SiteId;

/// How long a lease lasts; every page prolongs it.
const LEASE: TimeDelta = TimeDelta::minutes(5);

/// What whoever works off a site's run holds.
pub(super) fn lease_name(site: SiteId) -> String {
    format!("reconciliation:{site}")
}
