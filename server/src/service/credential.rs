//! Credentials: awarding, revoking, finding.

mod amendment;
pub mod award;
mod browse;
mod find;
pub(super) mod record;
pub mod refresh;
mod replaced;
pub mod revoke;
pub mod revoke_many;
pub mod share;
pub mod visibility;

pub use crate::store::credential::Order;
pub(super) use amendment::Amendment;
pub(in crate::service) use browse::page_url;
pub use browse::{CountedPage, ListError, Listing, list, public_url};
pub use find::{CredentialCache, Found, find, find_many, find_public};
