//! Mutations of mail that is sent or was.

pub(in crate::graphql) mod drop;
pub(in crate::graphql) mod retry;
