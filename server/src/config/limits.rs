//! `limits`: how much a caller may ask for.

use std::time::Duration;

/// `limits`: how much a caller may ask for. Defaults in [`LimitsConfig::default`].
#[derive(Clone, Debug)]
pub struct LimitsConfig {
    /// Largest request body in bytes, by who asks.
    pub body_bytes: ByRole<usize>,
    /// Most lexical tokens in a document, by who asks.
    pub tokens: ByRole<usize>,
    /// Largest cost of a document, lists multiplied by their page size, by who asks.
    pub cost: ByRole<usize>,
    /// Deepest nesting of selections.
    pub depth: usize,
    /// Most aliases in a document.
    pub aliases: usize,
    /// Most directives in a document.
    pub directives: usize,
    /// Most root fields of an operation.
    pub root_fields: usize,
    /// Most fragments in a document.
    pub fragments: usize,
    /// Most variables of an operation.
    pub variables: usize,
    /// Largest page of a connection.
    pub page_size: usize,
    /// Most items of a bulk award.
    pub bulk_items: usize,
    /// Longest execution of a request.
    pub execution: Duration,
    /// Largest response body in bytes.
    pub response_bytes: usize,
    /// Longest wait for a request's header.
    pub header: Duration,
    /// Longest wait for a request's body.
    pub body: Duration,
    /// Most open connections.
    pub connections: usize,
    /// How long a stopping server waits for requests in progress.
    pub drain: Duration,
}

/// A limit that depends on who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByRole<T> {
    /// Callers without a token.
    pub anonymous: T,
    /// Signed-in learners and staff.
    pub signed_in: T,
    /// Service accounts of the platform.
    pub service: T,
}

impl Default for LimitsConfig {
    fn default() -> Self {
        Self {
            body_bytes: ByRole {
                anonymous: 64 << 10,
                signed_in: 256 << 10,
                service: 2 << 20,
            },
            tokens: ByRole {
                anonymous: 2_000,
                signed_in: 10_000,
                service: 10_000,
            },
            cost: ByRole {
                anonymous: 1_000,
                signed_in: 5_000,
                service: 20_000,
            },
            depth: 12,
            aliases: 30,
            directives: 20,
            root_fields: 20,
            fragments: 50,
            variables: 50,
            page_size: 100,
            bulk_items: 500,
            execution: Duration::from_secs(5),
            response_bytes: 4 << 20,
            header: Duration::from_secs(10),
            body: Duration::from_secs(30),
            connections: 2_000,
            drain: Duration::from_secs(10),
        }
    }
}
