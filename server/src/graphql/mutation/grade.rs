//! Mutations of grades.

pub(in crate::graphql) mod record_many;
