//! Use cases: ask policy, apply domain, write in one transaction.

pub mod page;
pub mod user;
