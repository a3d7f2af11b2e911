//! Mutations of events that were given up.

pub(in crate::graphql) mod drop;
pub(in crate::graphql) mod retry;
