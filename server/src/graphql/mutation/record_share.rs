//! Mutations of links to learner records.

pub(in crate::graphql) mod edit;
pub(in crate::graphql) mod revoke;
pub(in crate::graphql) mod share;
