//! Tests of the mutations of credentials.

mod award;
mod award_many;
mod gathering;
mod refresh;
mod revoke;
mod revoke_many;
mod set_visibility;
