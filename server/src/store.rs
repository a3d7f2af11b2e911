//! The only module that builds queries.
//!
//! Reads take a connection and, where rows belong to someone, a [`Scope`](crate::policy::Scope); writes take a
//! [`Permit`](crate::policy::Permit), which only [`policy`](crate::policy) can make: a forgotten check does not compile.

pub mod audit_entry;
pub mod award;
pub mod catalog_sync;
pub mod catalogue;
pub mod certificate_source;
pub mod configuration;
pub mod course_run;
pub mod credential;
pub mod credential_attribute;
pub mod credential_history;
pub mod idempotency_record;
pub mod lease;
pub mod outbox;
pub mod program;
pub mod signatory;
pub mod site;
pub mod user;

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
pub use verification::Invariant;

/// Most rows that one statement writes: keeps clear of SQLite's limit on bound values.
pub(crate) const ROWS_PER_STATEMENT: usize = 500;
