//! The only module that builds queries.
//!
//! Reads take a connection and, where rows belong to someone, a [`Scope`](crate::policy::Scope); writes take a
//! [`Permit`](crate::policy::Permit), which only [`policy`](crate::policy) can make: a forgotten check does not compile.

pub mod api_client;
pub mod asset;
pub mod asset_use;
pub mod audit_entry;
pub mod catalog_sync;
pub mod catalogue;
pub mod certificate_preview;
pub mod certificate_source;
pub mod completion_check;
pub mod completion_mail;
pub mod configuration;
pub mod course;
pub mod course_run;
pub mod credential;
pub mod credential_attribute;
pub mod credential_history;
pub mod grade;
pub mod happening;
pub mod idempotency_record;
pub mod lease;
pub mod outbox;
pub mod outgoing_mail;
pub mod personal_data;
pub mod program;
pub mod reconciliation;
pub mod reconciliation_difference;
pub mod record_send;
pub mod record_share;
pub mod role_assignment;
pub mod sealable;
pub mod session;
pub mod signatory;
pub mod site;
pub mod tally;
pub mod template;
pub mod trail;
pub mod trail_entry;
pub mod trail_seal;
pub mod trail_verification;
pub mod user;
pub mod worker_task;

mod carrier;
mod changes;
mod connection;
mod failure;
mod fitness;
mod liveness;
mod migrator;
mod page;
mod search;
mod verification;

pub use carrier::Carrier;
pub use changes::Changes;
pub use connection::Database;
pub use failure::{Failure, classify};
pub use fitness::Unfit;
pub use page::{Page, Position};
pub use verification::{Invariant, SAMPLES};

/// Rows of a join, in order, as each row of the first table with those of the second.
fn grouped<A, B>(rows: Vec<(A, Option<B>)>, is_same: impl Fn(&A, &A) -> bool) -> Vec<(A, Vec<B>)> {
    let mut groups: Vec<(A, Vec<B>)> = Vec::new();
    for (row, joined) in rows {
        match groups.last_mut().filter(|(last, _)| is_same(last, &row)) {
            Some((_, list)) => list.extend(joined),
            None => groups.push((row, joined.into_iter().collect())),
        }
    }
    groups
}

/// Most rows that one statement writes: keeps clear of SQLite's limit on bound values.
pub(crate) const ROWS_PER_STATEMENT: usize = 500;
