//! Misbehaving on demand, and only then.

use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::LOCATION;
use serde_json::Value;

use super::{client, platform};
use crate::platform::answer::{Answer, Endpoint};
use crate::platform::{Platform, jwks};

#[tokio::test]
async fn endpoints_misbehave_as_scripted_and_count() {
    let platform = platform().await;
    let get = async || client().get(platform.jwks_url()).send().await.expect("an answer");
    platform.answer_always(Endpoint::Jwks, Answer::Status(500));
    platform.answer_next(Endpoint::Jwks, Answer::Redirect("file:///etc/passwd".to_owned()));
    platform.answer_next(Endpoint::Jwks, Answer::Huge(10 << 20));
    platform.answer_next(Endpoint::Jwks, Answer::CutOff);
    platform.answer_next(Endpoint::Jwks, Answer::Json(jwks::set(jwks::unusable())));
    assert_eq!(get().await.headers()[LOCATION], "file:///etc/passwd");
    assert!(get().await.bytes().await.expect("a body").len() > 10 << 20);
    assert!(get().await.bytes().await.is_err());
    assert!(
        get().await.json::<Value>().await.expect("JSON")["keys"]
            .as_array()
            .expect("keys")
            .len()
            > 5
    );
    assert_eq!(get().await.status(), StatusCode::INTERNAL_SERVER_ERROR);
    platform.behave(Endpoint::Jwks);
    assert_eq!(get().await.json::<Value>().await.expect("JSON"), platform.jwks());
    assert_eq!(
        (
            platform.n_requests(Endpoint::Jwks),
            platform.n_requests(Endpoint::Account)
        ),
        (6, 0)
    );
}

#[tokio::test]
async fn stalled_request_is_answered_once_told_to_behave() {
    let platform = platform().await;
    platform.answer_next(Endpoint::Jwks, Answer::Stalled);
    let impatient = client()
        .get(platform.jwks_url())
        .timeout(Duration::from_millis(50))
        .send()
        .await;
    assert!(impatient.is_err_and(|error| error.is_timeout()));

    platform.answer_next(Endpoint::Jwks, Answer::Stalled);
    let waiting = tokio::spawn(client().get(platform.jwks_url()).send());
    while platform.n_requests(Endpoint::Jwks) < 2 {
        tokio::task::yield_now().await;
    }
    platform.behave(Endpoint::Jwks);
    assert_eq!(
        waiting.await.expect("no panic").expect("an answer").status(),
        StatusCode::OK
    );
}

#[tokio::test]
async fn platform_listens_on_loopback_only() {
    let address = "0.0.0.0:0".parse().expect("an address");
    let refused = Platform::start_at(address, std::sync::Arc::new(chrono::DateTime::default)).await;
    assert!(refused.is_err_and(|error| error.to_string().contains("loopback")));
}
