//! The name of a request: in its answer, and in each log line about it.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use uuid::Uuid;

/// Carries the request's id, both ways.
pub(in crate::http) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The name of a request.
#[derive(Clone, Debug)]
pub(in crate::http) struct RequestId(String);

impl RequestId {
    /// The id that a proxy in front gave the request if it is a plain word, else a new one.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let is_plain = |it: &&str| {
            (8..=64).contains(&it.len())
                && it
                    .bytes()
                    .all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_' | b'.'))
        };
        match headers.get(REQUEST_ID).and_then(|it| it.to_str().ok()).filter(is_plain) {
            Some(id) => Self(id.to_owned()),
            None => Self::new(),
        }
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the rim: a request's id is no fact about a credential"
    )]
    fn new() -> Self {
        Self(Uuid::now_v7().simple().to_string())
    }

    pub(in crate::http) fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn header(&self) -> Option<HeaderValue> {
        self.0.parse().ok()
    }
}
