//! Signing in, and tokens for codes and client credentials.

use reqwest::header::LOCATION;
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};
use url::Url;

use super::{client, platform, verify};
use crate::persona::LMS_WORKER;
use crate::platform::{Platform, SIGN_IN_APPLICATION, WORKER_APPLICATION};

/// From RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const REDIRECT_URI: &str = "http://127.0.0.1:8150/signed-in?next=%2Frecords";

/// Signs in and returns where the platform sends the browser.
async fn sign_in(platform: &Platform, edit: impl FnOnce(&mut Vec<(&str, &str)>)) -> Response {
    let mut form = vec![
        ("response_type", "code"),
        ("client_id", SIGN_IN_APPLICATION.client_id),
        ("redirect_uri", REDIRECT_URI),
        ("state", "a&b"),
        ("scope", "user_id profile"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
        ("username", "mei_lin"),
    ];
    edit(&mut form);
    client()
        .post(format!("{}/oauth2/authorize", platform.origin()))
        .form(&form)
        .send()
        .await
        .expect("an answer")
}

fn sent_back(response: &Response) -> Vec<(String, String)> {
    let location = response.headers()[LOCATION].to_str().expect("text");
    let url = Url::parse(location).expect("an address");
    url.query_pairs().into_owned().collect()
}

async fn exchange(platform: &Platform, code: &str, verifier: &str) -> (StatusCode, Value) {
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", REDIRECT_URI),
        ("code_verifier", verifier),
        ("client_id", SIGN_IN_APPLICATION.client_id),
        ("client_secret", SIGN_IN_APPLICATION.client_secret),
        ("token_type", "jwt"),
    ];
    let response = client()
        .post(platform.token_url())
        .form(&form)
        .send()
        .await
        .expect("an answer");
    (response.status(), response.json().await.expect("JSON"))
}

#[tokio::test]
async fn signing_in_gives_a_code_that_is_worth_a_token_once() {
    let platform = platform().await;
    let params = [
        ("response_type", "code"),
        ("client_id", SIGN_IN_APPLICATION.client_id),
        ("redirect_uri", REDIRECT_URI),
        ("state", "\"><script>"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ];
    let address =
        Url::parse_with_params(&format!("{}/oauth2/authorize", platform.origin()), params).expect("an address");
    let page = client().get(address).send().await.expect("an answer");
    assert_eq!(page.status(), StatusCode::OK);
    let page = page.text().await.expect("text");
    assert!(
        page.contains("Zoë Nguyễn-D’Ångström") && page.contains("<html lang=\"en\">") && !page.contains("<script>")
    );

    let response = sign_in(&platform, |_| ()).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let back = sent_back(&response);
    assert_eq!(back[0], ("next".to_owned(), "/records".to_owned()));
    assert_eq!(back[2], ("state".to_owned(), "a&b".to_owned()));
    let code = &back[1].1;

    let (status, answer) = exchange(&platform, code, VERIFIER).await;
    assert_eq!((status, &answer["token_type"]), (StatusCode::OK, &json!("JWT")));
    let claims = verify(&platform, answer["access_token"].as_str().expect("a token"))
        .await
        .expect("valid")
        .claims;
    assert_eq!(
        (&claims["preferred_username"], &claims["name"]),
        (&json!("mei_lin"), &json!("林美玲"))
    );
    assert_eq!(claims.get("email"), None);

    let (status, answer) = exchange(&platform, code, VERIFIER).await;
    assert_eq!(
        (status, &answer["error"]),
        (StatusCode::BAD_REQUEST, &json!("invalid_grant"))
    );
}

#[tokio::test]
async fn wrong_proof_of_possession_is_refused_and_spends_the_code() {
    let platform = platform().await;
    let code = sent_back(&sign_in(&platform, |_| ()).await)[1].1.clone();
    for verifier in ["wrong-wrong-wrong-wrong-wrong-wrong-wrong-wrong", VERIFIER] {
        let (status, answer) = exchange(&platform, &code, verifier).await;
        assert_eq!(
            (status, &answer["error"]),
            (StatusCode::BAD_REQUEST, &json!("invalid_grant"))
        );
    }
}

#[tokio::test]
async fn unfit_sign_ins_are_refused() {
    let platform = platform().await;
    let told = async |name: &'static str, value: &'static str| {
        let response = sign_in(&platform, |form| {
            form.retain(|it| it.0 != name);
            form.push((name, value));
        })
        .await;
        if response.status() == StatusCode::SEE_OTHER {
            sent_back(&response)[1].1.clone()
        } else {
            response.status().to_string()
        }
    };
    assert_eq!(told("code_challenge_method", "plain").await, "invalid_request");
    assert_eq!(told("code_challenge", "").await, "invalid_request");
    assert_eq!(told("response_type", "token").await, "unsupported_response_type");
    assert_eq!(told("scope", "profile admin").await, "invalid_scope");
    assert_eq!(told("username", "").await, "access_denied");
    assert_eq!(told("client_id", "unknown").await, "400 Bad Request");
    for uri in [
        "https://evil.example/",
        "http://127.0.0.1.evil.example/",
        "javascript:alert(1)",
        "http://127.0.0.1@evil.example/",
    ] {
        assert_eq!(told("redirect_uri", uri).await, "400 Bad Request", "{uri}");
    }
}

#[tokio::test]
async fn applications_get_tokens_by_their_own_credentials() {
    let platform = platform().await;
    let ask = async |secret: &str| {
        client()
            .post(platform.token_url())
            .basic_auth(WORKER_APPLICATION.client_id, Some(secret))
            .form(&[("grant_type", "client_credentials"), ("token_type", "jwt")])
            .send()
            .await
            .expect("an answer")
    };
    let answer: Value = ask(WORKER_APPLICATION.client_secret).await.json().await.expect("JSON");
    let claims = verify(&platform, answer["access_token"].as_str().expect("a token"))
        .await
        .expect("valid")
        .claims;
    assert_eq!(
        (&claims["preferred_username"], &claims["grant_type"]),
        (&json!(LMS_WORKER.username), &json!("client-credentials"))
    );
    assert_eq!(ask("wrong").await.status(), StatusCode::UNAUTHORIZED);
}
