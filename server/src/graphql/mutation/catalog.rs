//! Mutations of the catalogue.

pub(in crate::graphql) mod change;
pub(in crate::graphql) mod course;
pub(in crate::graphql) mod course_run;
pub(in crate::graphql) mod organization;
pub(in crate::graphql) mod pathway;
pub(in crate::graphql) mod program;
pub(in crate::graphql) mod sync;
