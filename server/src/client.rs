//! Calls to other systems: the learning platform, its catalogue, and the hosts of logos.
//!
//! One pool of connections serves all of them. Every call ends in bounded time and memory, whatever the other side sends, and
//! fails by a [`ClientError`] that says what its caller can do about it. Where to call is always named by the
//! settings: of addresses out of data, a site's or another system's, none is called whose origin they do not name (docs/adr/0031, 0047).

pub mod account;
pub mod asset_store;
pub mod catalogue;
pub mod error;
pub mod learning;
pub mod logo;
pub mod mail;
pub mod platform;

mod breaker;
mod code_exchange;
mod exchange;
mod resolver;
mod retry_after;
mod service_token;
#[cfg(test)]
mod test_kit;

use crate::clock::Clock;
use crate::domain::web_address::Reach;

pub use account::{Account, NamedAccount};
pub use catalogue::{CataloguePage, Listing};
pub use code_exchange::CodeExchange;
pub use error::ClientError;
pub use exchange::{Patience, Upstream};
pub use learning::GradesPage;
pub use platform::{Identity, Platform};

use exchange::Http;

/// The clients of the process. Cheap to clone; clones share connections, tokens and what was answered a moment ago.
#[derive(Clone, Debug)]
pub struct Clients {
    http: Http,
    tokens: service_token::Tokens,
    accounts: account::AccountCache,
    waiting: code_exchange::Waiting,
}

impl Clients {
    /// Clients that connect to nothing yet. `reach` is how far names may lead that other systems' data have.
    #[must_use]
    pub fn new(clock: Clock, reach: Reach) -> Self {
        let http = Http::new(clock.clone(), reach);
        Self {
            tokens: service_token::Tokens::new(clock),
            accounts: account::AccountCache::default(),
            waiting: code_exchange::Waiting::default(),
            http,
        }
    }
}
