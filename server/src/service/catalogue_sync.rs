//! Copying a site's catalogue from its catalogue service.
//!
//! A *run* is a row of `catalog_sync`: it is asked for here, and worked off by whoever holds its lease. Every page is one
//! transaction that writes what has changed, where the run is, and that the lease still holds: a run that is interrupted goes on
//! with the page at which it was, and one that was overtaken writes nothing more. Logos of organizations are copied after their page, in a
//! transaction of their own.

mod browse;
mod request;
mod run;

pub use browse::{find, list, list_active};
pub use request::{Options, RequestSyncError, enqueue, enqueue_or_take_up, request, schedule};
pub use run::{Ended, work_off};

use chrono::TimeDelta;
use entity::id::SiteId;

/// How long a lease lasts; every page prolongs it.
const LEASE: TimeDelta = TimeDelta::minutes(2);

/// What whoever copies a site's catalogue holds.
pub(super) fn lease_name(site: SiteId) -> String {
    format!("catalog-sync:{site}")
}
