//! Credentials: awarding, revoking, finding.

mod amendment;
pub mod award;
mod browse;
pub(super) mod record;
pub mod revoke;
pub mod visibility;

pub(super) use amendment::Amendment;
use browse::page_url;
pub use browse::{CountedPage, ListError, Listing, find, find_many, list, public_url};
