//! Mutations of API clients.

pub(in crate::graphql) mod create;
pub(in crate::graphql) mod edit;
pub(in crate::graphql) mod revoke;
pub(in crate::graphql) mod rotate_key;
