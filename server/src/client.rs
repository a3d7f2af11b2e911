//! Calls to other systems: the learning platform and its catalogue.
//!
//! One pool of connections serves all of them. Every call ends in bounded time and memory, whatever the other side sends, and
//! fails by a [`ClientError`] that says what its caller can do about it. Where to call is always configured by an operator; an
//! address out of other systems' data is called through [`Clients::fetch_public`] alone.

pub mod account;
pub mod asset_store;
pub mod catalogue;
pub mod error;
pub mod mail;
pub mod platform;

mod breaker;
mod exchange;
mod public;
mod resolver;
mod retry_after;
mod service_token;
#[cfg(test)]
mod test_kit;

use crate::clock::Clock;
use crate::domain::web_address::Reach;

pub use account::{Account, NamedAccount};
pub use catalogue::{CataloguePage, Listing};
pub use error::ClientError;
pub use exchange::{Patience, Upstream};
pub use platform::{Identity, Platform};
pub use public::PublicFile;

use exchange::Http;

/// The clients of the process. Cheap to clone; clones share connections, tokens and what was answered a moment ago.
#[derive(Clone, Debug)]
pub struct Clients {
    http: Http,
    tokens: service_token::Tokens,
    accounts: account::AccountCache,
    reach: Reach,
}

impl Clients {
    /// Clients that connect to nothing yet.
    #[must_use]
    pub fn new(clock: Clock, reach: Reach) -> Self {
        let http = Http::new(clock.clone(), reach);
        Self {
            tokens: service_token::Tokens::new(clock),
            accounts: account::AccountCache::default(),
            http,
            reach,
        }
    }
}
