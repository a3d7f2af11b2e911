//! Tells who sends a request.

#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::Arc;

use anyhow::ensure;
use axum::http::HeaderMap;
use chrono::{DateTime, TimeDelta, Utc};
use entity::UsernameRule;
use url::Url;

use crate::auth::cache::{TokenCache, TokenDigest, VerifiedToken};
use crate::auth::claim_reader::{self, UnverifiedClaims};
use crate::auth::error::{AuthError, reason};
use crate::auth::issuer::{Issuer, KeySnapshot};
use crate::auth::key_set::Verdict;
use crate::auth::token::Token;
use crate::auth::{Claims, authorization_header};
use crate::clock::Clock;
use crate::config::JwtConfig;

/// Largest accepted clock difference, in seconds.
const MAX_LEEWAY_SECONDS: u64 = 60;

/// Tells who sends a request. Cheap to clone; clones share keys and remembered tokens.
#[derive(Clone)]
pub struct Authenticator(Arc<Inner>);

struct Inner {
    issuers: Vec<Issuer>,
    username_rule: UsernameRule,
    leeway: TimeDelta,
    clock: Clock,
    verified: TokenCache,
}

impl Authenticator {
    /// Makes the configured issuers ready; fetches nothing yet.
    ///
    /// Fails when an issuer's keys and algorithms do not fit together, or its keys cannot be used.
    pub fn new(config: &JwtConfig, username_rule: UsernameRule, clock: Clock) -> anyhow::Result<Self> {
        ensure!(
            config.leeway_seconds <= MAX_LEEWAY_SECONDS,
            "the leeway is more than {MAX_LEEWAY_SECONDS} seconds"
        );
        Ok(Self(Arc::new(Inner {
            issuers: Issuer::all(&config.issuers)?,
            username_rule,
            leeway: TimeDelta::seconds(i64::try_from(config.leeway_seconds)?),
            clock,
            verified: TokenCache::new(),
        })))
    }

    /// Tells who sends a request with these headers to the site at this address; none without an `Authorization` header.
    pub async fn authenticate(&self, headers: &HeaderMap, site: &Url) -> Result<Option<Claims>, AuthError> {
        match authorization_header::shown_token(headers)? {
            Some(text) => self.verify(text, site).await.map(Some),
            None => Ok(None),
        }
    }

    /// Whether tokens of this issuer count at the site at this address.
    #[must_use]
    pub fn knows(&self, issuer: &str, site: &Url) -> bool {
        self.0.issuers.iter().any(|it| it.name == issuer && it.serves(site))
    }

    /// What a token tells at the site at this address.
    pub async fn verify(&self, text: &str, site: &Url) -> Result<Claims, AuthError> {
        let now = self.0.clock.now();
        let digest = TokenDigest::of(text);
        let verified = if let Some(verified) = self.0.recall(digest, now).await {
            verified
        } else {
            let verified = Arc::new(self.0.verify(text, now).await?);
            self.0.verified.insert(digest, Arc::clone(&verified)).await;
            verified
        };
        let issuer = self.0.issuers.get(verified.issuer);
        if issuer.is_some_and(|it| it.serves(site)) {
            Ok(verified.claims.clone())
        } else {
            Err(AuthError::Invalid(reason::SITE))
        }
    }
}

impl Inner {
    /// What a token says that was verified a moment ago, by keys that its issuer still has.
    async fn recall(&self, digest: TokenDigest, now: DateTime<Utc>) -> Option<Arc<VerifiedToken>> {
        let token = self.verified.get(digest, now).await?;
        let issuer = self.issuers.get(token.issuer)?;
        let current = issuer.keys.current().await?;
        (current.generation == token.generation).then_some(token)
    }

    /// Everything that needs no key comes first, so that hopeless tokens cause neither arithmetic nor fetches.
    async fn verify(&self, text: &str, now: DateTime<Utc>) -> Result<VerifiedToken, AuthError> {
        let token = Token::parse(text)?;
        let name = claim_reader::issuer(&token.payload)?;
        if !self.issuers.iter().any(|it| it.name == name) {
            return Err(AuthError::Invalid(reason::ISSUER));
        }
        let unverified = UnverifiedClaims::read(&token.payload, self.username_rule)?;
        unverified.window.check(now, self.leeway)?;

        let mut failure = AuthError::Invalid(reason::ALGORITHM);
        for (position, issuer) in self.issuers.iter().enumerate() {
            if issuer.name != name || !issuer.algorithms.contains(&token.algorithm) {
                continue;
            }
            let outcome = match check_audience(issuer, &unverified.audiences) {
                Ok(()) => verify_signature(issuer, &token).await,
                Err(error) => Err(error),
            };
            match outcome {
                Ok(generation) => {
                    return Ok(VerifiedToken {
                        claims: Claims {
                            is_bound_to_sites: !issuer.sites.is_empty(),
                            ..unverified.claims
                        },
                        issuer: position,
                        generation,
                        verified_at: now,
                    });
                }
                // Another entry may still accept the token; if none does, "cannot tell" is the honest answer.
                Err(error) if failure != AuthError::Unavailable => failure = error,
                Err(_) => {}
            }
        }
        Err(failure)
    }
}

impl fmt::Debug for Authenticator {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.0.issuers.iter().map(|it| it.name.as_str()).collect();
        formatter
            .debug_struct("Authenticator")
            .field("issuers", &names)
            .finish_non_exhaustive()
    }
}

fn check_audience(issuer: &Issuer, audiences: &[String]) -> Result<(), AuthError> {
    match &issuer.audience {
        Some(audience) if !audiences.contains(audience) => Err(AuthError::Invalid(reason::AUDIENCE)),
        Some(_) | None => Ok(()),
    }
}

/// Generation of the keys of which one made the token's signature. A key that is not known may be new: then the keys are
/// looked up once more.
async fn verify_signature(issuer: &Issuer, token: &Token<'_>) -> Result<u64, AuthError> {
    let known = issuer.keys.current().await.ok_or(AuthError::Unavailable)?;
    let verdict = known.keys.verify(token);
    if verdict != Verdict::UnknownKey {
        return conclude(verdict, &known);
    }
    let newer = issuer.keys.refreshed().await.ok_or(AuthError::Unavailable)?;
    if newer.generation == known.generation {
        return conclude(verdict, &known);
    }
    conclude(newer.keys.verify(token), &newer)
}

fn conclude(verdict: Verdict, keys: &KeySnapshot) -> Result<u64, AuthError> {
    match verdict {
        Verdict::Verified => Ok(keys.generation),
        Verdict::Forged | Verdict::UnknownKey => Err(AuthError::Invalid(reason::SIGNATURE)),
    }
}
