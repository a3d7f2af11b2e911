//! Tests of the mutations of links to learner records.

mod edit;
mod revoke;
mod share;
