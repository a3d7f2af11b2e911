//! Answers, good and bad, of an address of key sets.

use axum::http::StatusCode;
use serde_json::json;

use super::*;
use crate::auth::test_kit::{Answer, JwksServer, TestKey, key_set};

const ALGORITHMS: [Algorithm; 2] = [Algorithm::Rs256, Algorithm::Rs512];

fn good_set() -> String {
    key_set(&[TestKey::platform().jwk("platform")])
}

fn client(max_time: Duration) -> JwksClient {
    JwksClient::new(max_time).expect("a client")
}

async fn fetch(answer: Answer) -> Result<ParsedKeySet, FetchJwksError> {
    let server = JwksServer::start(answer).await;
    client(Duration::from_mins(1)).fetch(&server.url, &ALGORITHMS).await
}

#[tokio::test]
async fn a_good_set_is_read_whatever_is_beside_its_keys() {
    let beside = json!({ "keys": [TestKey::platform().jwk("platform")], "x": 1 }).to_string();
    for text in [good_set(), format!(" \n{}\n", good_set()), beside] {
        let parsed = fetch(Answer::Text(StatusCode::OK, text)).await.expect("a set");
        assert!(!parsed.keys.is_empty() && parsed.skipped.is_empty());
    }
}

#[tokio::test]
async fn another_status_than_200_brings_nothing() {
    for status in [201, 204, 304, 400, 401, 404, 429, 500, 503] {
        let status = StatusCode::from_u16(status).expect("a status");
        let error = fetch(Answer::Text(status, good_set())).await.expect_err("no set");
        assert!(
            matches!(error, FetchJwksError::Status(it) if it == status),
            "{status}: {error}"
        );
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let target = JwksServer::of_set(good_set()).await;
    for place in [
        target.url.to_string(),
        "file:///etc/passwd".to_owned(),
        "/elsewhere".to_owned(),
    ] {
        let server = JwksServer::start(Answer::Redirect(place)).await;
        let outcome = client(Duration::from_mins(1)).fetch(&server.url, &ALGORITHMS).await;
        assert!(matches!(outcome, Err(FetchJwksError::Status(StatusCode::FOUND))));
        assert_eq!(server.n_requests(), 1);
    }
    assert_eq!(target.n_requests(), 0);
}

#[tokio::test]
async fn what_is_no_key_set_brings_nothing() {
    let deep = format!(r#"{{"keys": {}"#, "[".repeat(100_000));
    for text in [
        "",
        "null",
        "[]",
        "{}",
        "<!doctype html><title>Sign in</title>",
        r#"{"keys": {}}"#,
        r#"{"keys": null}"#,
        r#"{"keys": [], "keys": []}"#,
        r#"{"keys": [}"#,
        &deep,
    ] {
        let answer = Answer::Text(StatusCode::OK, text.to_owned());
        let error = fetch(answer).await.expect_err("no set");
        assert!(matches!(error, FetchJwksError::NotAKeySet), "{error}");
    }
    let empty = Answer::Text(StatusCode::OK, key_set(&[]));
    assert!(matches!(fetch(empty).await, Err(FetchJwksError::NoUsableKey)));
}

#[tokio::test]
async fn a_large_answer_is_given_up_and_a_fair_one_is_not() {
    let fair = Answer::Padded(200 << 10, good_set());
    assert!(fetch(fair).await.is_ok());
    for size in [256 << 10, 10 << 20] {
        let outcome = fetch(Answer::Padded(size, good_set())).await;
        assert!(matches!(outcome, Err(FetchJwksError::TooLarge)));
    }
    let declared = Answer::Text(StatusCode::OK, " ".repeat(10 << 20));
    assert!(matches!(fetch(declared).await, Err(FetchJwksError::TooLarge)));
}

#[tokio::test]
async fn an_answer_that_never_ends_is_given_up() {
    let server = JwksServer::start(Answer::Stalled).await;
    let outcome = client(Duration::from_millis(50)).fetch(&server.url, &ALGORITHMS).await;
    assert!(matches!(outcome, Err(FetchJwksError::TooSlow)));
}

#[tokio::test]
async fn a_broken_connection_brings_nothing_and_keeps_the_address_to_itself() {
    assert!(matches!(
        fetch(Answer::CutShort).await,
        Err(FetchJwksError::Transport(_))
    ));

    // A port on which nobody listens any more.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    drop(listener);
    let url = format!("http://{address}/?key=canary").parse().expect("a URL");
    let error = client(Duration::from_mins(1))
        .fetch(&url, &ALGORITHMS)
        .await
        .expect_err("no set");
    assert!(matches!(error, FetchJwksError::Transport(_)));
    assert!(!format!("{error} {error:?}").contains("canary"));
}
