//! Mutations of signatories.

pub(in crate::graphql) mod create;
pub(in crate::graphql) mod delete;
pub(in crate::graphql) mod edit;
