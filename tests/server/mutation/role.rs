//! Tests of changes of who has which role.

mod grant;
mod revoke;
