//! Credentials: awarding, revoking, finding.

mod amendment;
pub mod award;
mod browse;
pub(super) mod record;
pub mod refresh;
pub mod revoke;

pub(super) use amendment::Amendment;
use browse::page_url;
pub use browse::{CountedPage, ListError, Listing, find, list, public_url};
