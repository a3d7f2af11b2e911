//! Tests of the mutations of credentials.

mod award;
mod award_many;
mod refresh;
mod revoke;
mod set_visibility;
