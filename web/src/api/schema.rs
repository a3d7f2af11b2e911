//! The types of `schema.graphql`, for cynic's derives to check queries against. Written by `build.rs`.

#[cynic::schema("credentials")]
mod generated {}

pub(crate) use generated::*;
