//! Credentials: awarding, revoking, finding.

pub mod award;
mod browse;
pub(super) mod record;
pub mod revoke;

pub use browse::{CountedPage, ListError, Listing, find, list, public_url};
