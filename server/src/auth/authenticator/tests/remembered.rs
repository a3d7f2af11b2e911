//! Tokens that are shown again and again.
//!
//! To see that no signature is checked again, the tests plant a memory of a token whose signature is wrong.

use std::sync::Arc;

use chrono::TimeDelta;

use crate::auth::cache::{TokenDigest, VerifiedToken};
use crate::auth::error::reason;
use crate::auth::test_kit::{TestKey, authenticator, header, now, payload, platform_issuer, show, with};
use crate::auth::{AuthError, Authenticator};
use crate::clock::Clock;

const FORGED: Result<(), AuthError> = Err(AuthError::Invalid(reason::SIGNATURE));

/// An authenticator that remembers a forged token, as verified by keys of `generation`.
async fn remembering(generation: u64) -> (Authenticator, Clock, String) {
    let (authenticator, clock) = authenticator(vec![platform_issuer()]);
    let good = TestKey::platform().sign(&header(), &payload());
    let claims = show(&authenticator, &good).await.expect("a good token");
    let lasting = with(payload(), serde_json::json!({ "exp": now().timestamp() + 10_000 }));
    let forged = TestKey::other().sign(&header(), &lasting);
    assert_eq!(show(&authenticator, &forged).await.map(|_| ()), FORGED);
    let memory = VerifiedToken {
        claims,
        issuer: 0,
        generation,
        verified_at: now(),
    };
    authenticator
        .0
        .verified
        .insert(TokenDigest::of(&forged), Arc::new(memory))
        .await;
    (authenticator, clock, forged)
}

#[tokio::test]
async fn a_remembered_token_is_not_verified_again() {
    let (authenticator, _, token) = remembering(0).await;
    for _ in 0..10_000 {
        assert!(show(&authenticator, &token).await.is_ok());
    }
}

#[tokio::test]
async fn a_token_is_remembered_for_less_than_a_minute() {
    let (authenticator, clock, token) = remembering(0).await;
    clock.advance(TimeDelta::seconds(59));
    assert!(show(&authenticator, &token).await.is_ok());
    clock.advance(TimeDelta::seconds(1));
    assert_eq!(show(&authenticator, &token).await.map(|_| ()), FORGED);
}

#[tokio::test]
async fn a_memory_of_the_future_does_not_count() {
    let (authenticator, clock, token) = remembering(0).await;
    clock.advance(TimeDelta::seconds(-1));
    assert_eq!(show(&authenticator, &token).await.map(|_| ()), FORGED);
}

#[tokio::test]
async fn a_memory_of_other_keys_does_not_count() {
    let (authenticator, _, token) = remembering(1).await;
    assert_eq!(show(&authenticator, &token).await.map(|_| ()), FORGED);
}

#[tokio::test]
async fn a_token_is_not_remembered_past_its_end() {
    let (authenticator, clock) = authenticator(vec![platform_issuer()]);
    let changes = serde_json::json!({ "exp": now().timestamp() + 10 });
    let token = TestKey::platform().sign(&header(), &with(payload(), changes));
    assert!(show(&authenticator, &token).await.is_ok());
    clock.advance(TimeDelta::seconds(11));
    assert_eq!(
        show(&authenticator, &token).await,
        Err(AuthError::Invalid(reason::EXPIRED))
    );
}

#[tokio::test]
async fn refusals_are_not_remembered() {
    let (authenticator, clock) = authenticator(vec![platform_issuer()]);
    let changes = serde_json::json!({ "nbf": now().timestamp() + 10 });
    let token = TestKey::platform().sign(&header(), &with(payload(), changes));
    assert!(show(&authenticator, &token).await.is_err());
    clock.advance(TimeDelta::seconds(10));
    assert!(show(&authenticator, &token).await.is_ok());
}
