//! Mutations of assets.

pub(in crate::graphql) mod delete;
pub(in crate::graphql) mod edit;
