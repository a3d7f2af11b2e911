//! Use cases: ask policy, apply domain, write in one transaction.

pub mod catalogue;
pub mod catalogue_sync;
pub mod configuration;
pub mod credential;
pub mod idempotency;
pub mod page;
pub mod platform;
pub mod signatory;
pub mod site;
pub mod user;

mod audit;
mod counted;
mod fault;
mod recent;
mod recognition;
mod retry;

pub use counted::Counted;
pub use fault::Fault;

/// A place in a list, for cursors.
pub use crate::store::Position;
