//! Keys at an address: how often it is asked, and what happens when it changes or fails.

use std::time::Duration;

use axum::http::StatusCode;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::auth::error::reason;
use crate::auth::issuer::KeySource;
use crate::auth::jwks::RemoteKeySet;
use crate::auth::test_kit::{
    Answer, JwksServer, TestKey, authenticator, header, key_set, payload, remote_issuer, show, with,
};
use crate::auth::{AuthError, Authenticator};

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_mins(1);
const HOUR: Duration = Duration::from_hours(1);

fn named(kid: &str) -> Value {
    with(header(), json!({ "kid": kid }))
}

fn platform_token() -> String {
    TestKey::platform().sign(&header(), &payload())
}

fn other_token() -> String {
    TestKey::other().sign(&named("other"), &payload())
}

fn platform_set() -> String {
    key_set(&[TestKey::platform().jwk("platform")])
}

fn other_set() -> String {
    key_set(&[TestKey::other().jwk("other")])
}

async fn fetching(set: String) -> (Authenticator, JwksServer) {
    let server = JwksServer::of_set(set).await;
    let (authenticator, _) = authenticator(vec![remote_issuer(server.url.clone())]);
    (authenticator, server)
}

fn remote(authenticator: &Authenticator) -> &RemoteKeySet {
    match &authenticator.0.issuers[0].keys {
        KeySource::Remote(remote) => remote,
        KeySource::Fixed(_) => panic!("keys at an address"),
    }
}

/// What becomes of a token.
async fn outcome(authenticator: &Authenticator, token: &str) -> Result<(), AuthError> {
    show(authenticator, token).await.map(|_| ())
}

const REFUSED: Result<(), AuthError> = Err(AuthError::Invalid(reason::SIGNATURE));

#[tokio::test]
async fn nothing_is_fetched_before_a_token_needs_it() {
    let (authenticator, server) = fetching(platform_set()).await;
    let expired = with(payload(), json!({ "exp": 1 }));
    let stranger = with(payload(), json!({ "iss": "https://stranger.example" }));
    for token in [
        TestKey::platform().sign(&header(), &expired),
        TestKey::platform().sign(&header(), &stranger),
        TestKey::platform().sign(&with(header(), json!({ "alg": "none" })), &payload()),
    ] {
        assert!(outcome(&authenticator, &token).await.is_err());
    }
    assert_eq!(server.n_requests(), 0);
}

#[tokio::test]
async fn callers_who_come_together_share_one_fetch() {
    let (authenticator, server) = fetching(platform_set()).await;
    let token = platform_token();
    let outcomes = join_all((0..500).map(|_| outcome(&authenticator, &token))).await;
    assert!(outcomes.iter().all(Result::is_ok));
    assert_eq!(server.n_requests(), 1);
}

#[tokio::test]
async fn random_key_names_cause_one_fetch_in_ten_seconds() {
    let (authenticator, server) = fetching(platform_set()).await;
    assert_eq!(outcome(&authenticator, &platform_token()).await, Ok(()));
    remote(&authenticator).skip(11 * SECOND);

    let body = payload();
    let signature = platform_token().rsplit_once('.').expect("a signature").1.to_owned();
    let storm: Vec<String> = (0..10_000)
        .map(|it| {
            let head = crate::auth::test_kit::encode(&named(&format!("random-{it}")).to_string());
            let body = crate::auth::test_kit::encode(&body.to_string());
            format!("{head}.{body}.{signature}")
        })
        .collect();
    for chunk in storm.chunks(500) {
        let outcomes = join_all(chunk.iter().map(|it| outcome(&authenticator, it))).await;
        assert!(outcomes.iter().all(|it| *it == REFUSED));
    }
    assert_eq!(server.n_requests(), 2);
    assert_eq!(outcome(&authenticator, &platform_token()).await, Ok(()));

    remote(&authenticator).skip(9 * SECOND);
    assert_eq!(outcome(&authenticator, &storm[0]).await, REFUSED);
    assert_eq!(server.n_requests(), 2);
    remote(&authenticator).skip(SECOND);
    assert_eq!(outcome(&authenticator, &storm[0]).await, REFUSED);
    assert_eq!(server.n_requests(), 3);
}

#[tokio::test]
async fn a_new_key_is_seen_ten_seconds_after_the_last_fetch() {
    let (authenticator, server) = fetching(platform_set()).await;
    assert_eq!(outcome(&authenticator, &platform_token()).await, Ok(()));
    let both = [TestKey::platform().jwk("platform"), TestKey::other().jwk("other")];
    server.publish(key_set(&both));
    assert_eq!(outcome(&authenticator, &other_token()).await, REFUSED);
    remote(&authenticator).skip(10 * SECOND);
    assert_eq!(outcome(&authenticator, &other_token()).await, Ok(()));
    assert_eq!(outcome(&authenticator, &platform_token()).await, Ok(()));
    assert_eq!(server.n_requests(), 2);
}

#[tokio::test]
async fn a_new_key_is_found_for_a_token_that_names_none() {
    let (authenticator, server) = fetching(platform_set()).await;
    assert_eq!(outcome(&authenticator, &platform_token()).await, Ok(()));
    server.publish(other_set());
    remote(&authenticator).skip(10 * SECOND);
    let nameless = with(header(), json!({ "kid": null }));
    let token = TestKey::other().sign(&nameless, &payload());
    assert_eq!(outcome(&authenticator, &token).await, Ok(()));
}

#[tokio::test]
async fn a_forged_token_of_a_known_name_causes_no_fetch() {
    let (authenticator, server) = fetching(platform_set()).await;
    assert_eq!(outcome(&authenticator, &platform_token()).await, Ok(()));
    remote(&authenticator).skip(MINUTE);
    let forged = TestKey::other().sign(&header(), &payload());
    assert_eq!(outcome(&authenticator, &forged).await, REFUSED);
    assert_eq!(server.n_requests(), 1);
}

#[tokio::test]
async fn a_removed_key_stops_working_in_ten_minutes_for_a_busy_caller() {
    let (authenticator, server) = fetching(platform_set()).await;
    assert_eq!(outcome(&authenticator, &platform_token()).await, Ok(()));
    server.publish(other_set());
    remote(&authenticator).skip(299 * SECOND);
    assert_eq!(outcome(&authenticator, &platform_token()).await, Ok(()));
    assert_eq!(server.n_requests(), 1);

    remote(&authenticator).skip(SECOND);
    assert_eq!(outcome(&authenticator, &platform_token()).await, Ok(()));
    remote(&authenticator).settle().await;
    assert_eq!(server.n_requests(), 2);
    // The clock of tokens stood still: what refuses the token is that its key is gone, not that it was forgotten.
    assert_eq!(outcome(&authenticator, &platform_token()).await, REFUSED);
}

#[tokio::test]
async fn a_removed_key_stops_working_in_ten_minutes_for_an_idle_caller() {
    let (authenticator, server) = fetching(platform_set()).await;
    assert_eq!(outcome(&authenticator, &platform_token()).await, Ok(()));
    server.publish(other_set());
    remote(&authenticator).skip(9 * MINUTE);
    assert_eq!(outcome(&authenticator, &platform_token()).await, REFUSED);
}

#[tokio::test]
async fn known_keys_work_for_a_day_while_the_address_is_failing() {
    let (authenticator, server) = fetching(platform_set()).await;
    assert_eq!(outcome(&authenticator, &platform_token()).await, Ok(()));
    server.fail();
    remote(&authenticator).skip(9 * MINUTE);
    assert_eq!(outcome(&authenticator, &platform_token()).await, Ok(()));
    assert_eq!(server.n_requests(), 2);

    // From now on nobody waits for the address, even if it hangs.
    server.answer(Answer::Stalled);
    remote(&authenticator).skip(23 * HOUR);
    assert_eq!(outcome(&authenticator, &platform_token()).await, Ok(()));
    assert!(remote(&authenticator).is_fetching());
}

#[tokio::test]
async fn after_a_day_of_failures_nobody_can_say_whether_a_token_is_good() {
    let (authenticator, server) = fetching(platform_set()).await;
    assert_eq!(outcome(&authenticator, &platform_token()).await, Ok(()));
    server.fail();
    remote(&authenticator).skip(24 * HOUR);
    assert_eq!(
        outcome(&authenticator, &platform_token()).await,
        Err(AuthError::Unavailable)
    );

    server.publish(platform_set());
    remote(&authenticator).skip(10 * SECOND);
    assert_eq!(outcome(&authenticator, &platform_token()).await, Ok(()));
}

#[tokio::test]
async fn useless_answers_change_nothing() {
    let (authenticator, server) = fetching(platform_set()).await;
    assert_eq!(outcome(&authenticator, &platform_token()).await, Ok(()));
    let encrypting = with(TestKey::other().jwk("other"), json!({ "use": "enc" }));
    for useless in [key_set(&[]), key_set(&[encrypting]), "<html>".to_owned(), String::new()] {
        server.answer(Answer::Text(StatusCode::OK, useless));
        remote(&authenticator).skip(10 * SECOND);
        assert_eq!(outcome(&authenticator, &other_token()).await, REFUSED);
        assert_eq!(outcome(&authenticator, &platform_token()).await, Ok(()));
    }
    assert_eq!(server.n_requests(), 5);
}

#[tokio::test]
async fn while_there_are_no_keys_at_all_tokens_cannot_be_checked() {
    let (authenticator, server) = fetching(platform_set()).await;
    server.fail();
    for _ in 0..100 {
        let outcome = outcome(&authenticator, &platform_token()).await;
        assert_eq!(outcome, Err(AuthError::Unavailable));
    }
    assert_eq!(server.n_requests(), 1);

    server.publish(platform_set());
    remote(&authenticator).skip(10 * SECOND);
    assert_eq!(outcome(&authenticator, &platform_token()).await, Ok(()));
    assert_eq!(server.n_requests(), 2);
}

#[tokio::test]
async fn a_caller_who_hangs_up_does_not_stop_the_fetch() {
    let (authenticator, server) = fetching(platform_set()).await;
    let token = platform_token();
    {
        let mut call = std::pin::pin!(show(&authenticator, &token));
        // Polled once, it has begun the fetch; then it is dropped.
        assert!(futures_util::poll!(&mut call).is_pending());
    }
    remote(&authenticator).settle().await;
    assert_eq!(outcome(&authenticator, &token).await, Ok(()));
    assert_eq!(server.n_requests(), 1);
}

#[tokio::test]
async fn issuers_of_one_address_share_its_fetches() {
    let server = JwksServer::of_set(platform_set()).await;
    let issuer = remote_issuer(server.url.clone());
    let (authenticator, _) = authenticator(vec![issuer.clone(), issuer]);
    assert_eq!(outcome(&authenticator, &platform_token()).await, Ok(()));
    assert_eq!(outcome(&authenticator, &other_token()).await, REFUSED);
    assert_eq!(server.n_requests(), 1);
}
