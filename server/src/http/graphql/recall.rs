//! Answers that visitors got a moment ago. A certificate that is passed around is opened by many within seconds, and their browsers
//! ask the same question, byte by byte.
//!
//! Only questions about [credentials alone](super::document::Document::shows_credentials_only) are remembered, under the conditions
//! of what is read for them: for as long as `cache.credentials` says, never longer than until this process changes anything, and
//! nothing about what does not exist.

use std::time::Duration;

use axum::body::Bytes;
use axum::http::Method;
use entity::id::SiteId;

use super::accept::MediaType;
use crate::http::tenant::Tenant;
use crate::service::recent::{Moment, Recent};

/// Most remembered answers.
const CAPACITY: u64 = 1_000;
/// Longest remembered question, in bytes; the certificate page's has about 700.
const LONGEST_QUESTION: usize = 4 << 10;
/// Longest remembered answer, in bytes.
const LONGEST_ANSWER: usize = 8 << 10;

/// What a visitor asks, of which site, and in which form the answer is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Question {
    /// None for the site that needs no set-up.
    site: Option<SiteId>,
    media_type: MediaType,
    body: Bytes,
}

impl Question {
    /// The question, where it is sent as the app sends it and is short.
    pub(super) fn of(tenant: &Tenant, method: &Method, media_type: MediaType, body: &Bytes) -> Option<Self> {
        (method == Method::POST && body.len() <= LONGEST_QUESTION).then(|| Self {
            site: tenant.0.as_ref().map(|it| it.id),
            media_type,
            body: body.clone(),
        })
    }
}

/// Answers that visitors got a moment ago.
pub(in crate::http) struct Answers(Recent<Question, Bytes>);

impl Answers {
    /// Remembers each for this time.
    pub(in crate::http) fn new(max_age: Duration) -> Self {
        Self(Recent::new(CAPACITY, max_age))
    }

    pub(super) async fn find(&self, question: &Question, at: Moment) -> Option<Bytes> {
        self.0.get(question, at).await
    }

    pub(super) async fn keep(&self, question: Question, answer: Bytes, moment: Moment) {
        if answer.len() <= LONGEST_ANSWER {
            self.0.insert(question, answer, moment).await;
        }
    }
}
