//! Mutations of records that are sent over pathways.

pub(in crate::graphql) mod edit;
pub(in crate::graphql) mod send;
