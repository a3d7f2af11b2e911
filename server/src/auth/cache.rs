//! Tokens that were verified a moment ago, so that a busy caller's token is not verified again for every request.
//!
//! Invariant: an entry is used for at most a minute, never past the token's own end, and only while the key set that
//! verified it is still the issuer's. Tokens are kept as digests only.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use moka::future::Cache;
use sha2::{Digest, Sha256};

use crate::auth::Claims;

/// Most remembered tokens.
const MAX_TOKENS: u64 = 10_000;

/// How long a token is remembered.
const MAX_AGE: TimeDelta = TimeDelta::minutes(1);

/// Tokens that were verified a moment ago.
#[derive(Clone, Debug)]
pub(super) struct TokenCache(Cache<TokenDigest, Arc<VerifiedToken>>);

/// What a token is remembered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct TokenDigest([u8; 32]);

/// A token that was verified.
#[derive(Debug)]
pub(super) struct VerifiedToken {
    /// What it says.
    pub(super) claims: Claims,
    /// Position of the configured issuer that verified it.
    pub(super) issuer: usize,
    /// Generation of the key set that verified it.
    pub(super) generation: u64,
    /// When it was verified.
    pub(super) verified_at: DateTime<Utc>,
}

impl TokenCache {
    pub(super) fn new() -> Self {
        Self(
            Cache::builder()
                .max_capacity(MAX_TOKENS)
                .time_to_live(MAX_AGE.to_std().unwrap_or_default())
                .build(),
        )
    }

    /// The token, when it was verified less than a minute ago and has not ended since.
    pub(super) async fn get(&self, digest: TokenDigest, now: DateTime<Utc>) -> Option<Arc<VerifiedToken>> {
        let token = self.0.get(&digest).await?;
        token.is_fresh(now).then_some(token)
    }

    pub(super) async fn insert(&self, digest: TokenDigest, token: Arc<VerifiedToken>) {
        self.0.insert(digest, token).await;
    }
}

impl TokenDigest {
    pub(super) fn of(token: &str) -> Self {
        Self(Sha256::digest(token).into())
    }
}

impl VerifiedToken {
    /// The cache forgets by the machine's own timer; this also holds when the service's clock is moved.
    fn is_fresh(&self, now: DateTime<Utc>) -> bool {
        let age = now - self.verified_at;
        let is_recent = (TimeDelta::zero()..MAX_AGE).contains(&age);
        is_recent && now < self.claims.expires_at
    }
}
