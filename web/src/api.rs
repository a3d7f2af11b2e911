//! The way to the server: one request, one answer, one closed list of failures.
//!
//! Pages bring their own queries (`page/…/query.rs`); nothing here knows what is asked.

pub(crate) mod download;
pub(crate) mod enumeration;
pub(crate) mod error;
pub(crate) mod page_info;
pub(crate) mod scalar;
pub(crate) mod schema;
pub(crate) mod session;
pub(crate) mod transport;
