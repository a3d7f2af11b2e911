//! Use cases: ask policy, apply domain, write in one transaction.

pub mod catalogue;
pub mod credential;
pub mod page;
pub mod session;
pub mod site;
pub mod user;

mod fault;
mod idempotency;
mod retry;

pub use fault::Fault;

/// A place in a list, for cursors.
pub use crate::store::Position;
