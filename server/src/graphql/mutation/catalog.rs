//! Mutations of the catalogue.

pub(in crate::graphql) mod sync;
