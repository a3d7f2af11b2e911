//! Who tries links that do not exist is stopped after a while: nobody finds a record by trying.
//!
//! Links that exist cost nothing, so many people behind one address follow theirs at will. Each replica counts for itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use moka::sync::Cache;

use crate::domain::remote_address::RemoteAddress;

/// For how long a wrong link counts, from the first of several on.
pub const WINDOW: Duration = Duration::from_mins(1);
/// Most addresses that are remembered.
const ADDRESSES: u64 = 100_000;

/// Too many wrong links came from the visitor's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too many links that do not exist; try again in a minute")]
pub struct TooManyGuesses;

/// The links that did not exist, by who followed them.
#[derive(Clone, Debug)]
pub struct Guesses {
    by_address: Cache<RemoteAddress, Arc<AtomicUsize>>,
    most: usize,
}

impl Guesses {
    /// Allows this many in a [`WINDOW`].
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self {
            by_address: Cache::builder().max_capacity(ADDRESSES).time_to_live(WINDOW).build(),
            most,
        }
    }

    /// Whether one more link may be followed from here.
    pub fn check(&self, address: RemoteAddress) -> Result<(), TooManyGuesses> {
        let n_guesses = self.by_address.get(&address);
        if n_guesses.is_some_and(|it| it.load(Ordering::Relaxed) >= self.most) {
            return Err(TooManyGuesses);
        }
        Ok(())
    }

    /// A link did not exist.
    pub fn note(&self, address: RemoteAddress) {
        self.by_address
            .get_with(address, Arc::default)
            .fetch_add(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use super::*;

    #[test]
    fn one_address_is_stopped_and_others_are_not() {
        let guesses = Guesses::new(2);
        let [one, other] = [1, 2].map(|last| RemoteAddress::from(IpAddr::V4(Ipv4Addr::new(192, 0, 2, last))));
        guesses.note(one);
        assert_eq!(guesses.check(one), Ok(()));
        guesses.note(one);
        assert_eq!(guesses.check(one), Err(TooManyGuesses));
        assert_eq!(guesses.check(other), Ok(()));
    }
}
