//! Changes of who has which role.

pub(in crate::graphql) mod grant;
pub(in crate::graphql) mod revoke;
