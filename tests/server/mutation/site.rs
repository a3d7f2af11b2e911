//! Tests of mutations of sites.

mod create;
mod edit;
