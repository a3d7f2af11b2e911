//! Mutations of what learners are told by mail when they complete programs.

pub(in crate::graphql) mod create;
pub(in crate::graphql) mod delete;
pub(in crate::graphql) mod edit;
pub(in crate::graphql) mod preview;
pub(in crate::graphql) mod test;
