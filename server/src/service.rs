//! Use cases: ask policy, apply domain, write in one transaction.

pub mod asset;
pub mod catalogue;
pub mod certificate;
pub mod configuration;
pub mod credential;
pub mod idempotency;
pub mod page;
pub mod signatory;
pub mod site;
pub mod template;
pub mod user;

mod audit;
mod counted;
mod fault;
mod recognition;
mod retry;

pub use counted::Counted;
pub use fault::Fault;

/// A place in a list, for cursors.
pub use crate::store::Position;
