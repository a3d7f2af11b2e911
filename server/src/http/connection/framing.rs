//! What the watched bytes of a connection say about the lengths of its requests.

use std::sync::atomic::{AtomicBool, Ordering};

/// Shared by a connection's stream, which finds out, and its requests, which ask.
#[derive(Debug, Default)]
pub(in crate::http) struct Framing(AtomicBool);

impl Framing {
    /// A header of this connection told a length twice.
    pub(super) fn set_ambiguous(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether a header of this connection told a length twice.
    pub(in crate::http) fn is_ambiguous(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
