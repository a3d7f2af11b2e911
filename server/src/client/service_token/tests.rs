//! Tokens that the service signs itself: what they say, by which key, and for how long one is used.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde_json::{Value, json};

use super::*;
use crate::client::test_kit::{Server, clients, clock};
use crate::config::SigningKeys;

const OLD: &[u8] = include_bytes!("../../auth/testdata/test_other_key.pem");
const NEW: &[u8] = include_bytes!("../../auth/testdata/test_platform_key.pem");

/// A platform that trusts our own tokens, signed by the first of these keys.
fn platform(server: &Server, pems: &[&[u8]]) -> Platform {
    Platform {
        identity: Identity::OwnTokens(Arc::new(OwnTokens {
            keys: SigningKeys::read(pems.iter().copied()).expect("keys"),
            issuer: "https://credentials.example.org".to_owned(),
            audience: "openedx".to_owned(),
            username: "credentials_worker".to_owned(),
        })),
        ..server.platform(1)
    }
}

/// Verifies a token as a platform does that knows these keys; tells its claims.
fn verified(authorization: &str, keys: &JwkSet) -> Value {
    let token = authorization.strip_prefix("JWT ").expect("a token");
    let header = jsonwebtoken::decode_header(token).expect("a header");
    let key = keys
        .find(header.kid.as_deref().expect("the name of a key"))
        .expect("the key is published");
    let mut rules = Validation::new(Algorithm::RS512);
    rules.set_audience(&["openedx"]);
    rules.set_issuer(&["https://credentials.example.org"]);
    // The clock of the test stands in the future.
    rules.validate_exp = false;
    let key = DecodingKey::from_jwk(key).expect("a key");
    jsonwebtoken::decode::<Value>(token, &key, &rules)
        .expect("a good token")
        .claims
}

async fn ask(clients: &Clients, platform: &Platform) {
    let url = platform.address("api/user/v1/accounts");
    let answer = clients
        .get_as_service(platform, Upstream::Account, &url, Patience::Call)
        .await;
    answer.expect("an answer");
}

#[tokio::test]
async fn own_tokens_are_signed_by_the_newest_key_and_kept_until_shortly_before_they_expire() {
    let server = Server::start(|_, _| "{}".into_response()).await;
    let clock = clock();
    let clients = clients(&clock);
    let platform = platform(&server, &[NEW, OLD]);
    let Identity::OwnTokens(own) = &platform.identity else {
        panic!("own tokens")
    };
    let keys = own.keys.public();
    assert_eq!(keys.keys.len(), 2, "the old key is published while its tokens count");

    for seconds in [0, 200, 100] {
        clock.advance(TimeDelta::seconds(seconds));
        ask(&clients, &platform).await;
    }
    let shown: Vec<String> = server.seen().into_iter().filter_map(|it| it.authorization).collect();
    let [first, second, third] = shown.as_slice() else {
        panic!("three requests: {shown:?}")
    };
    assert_eq!(first, second, "a token that still counts");
    assert_ne!(second, third, "a token that expires at any moment");

    let claims = verified(first, &keys);
    assert_eq!(
        [
            &claims["preferred_username"],
            &claims["is_restricted"],
            &claims["grant_type"]
        ],
        [
            &json!("credentials_worker"),
            &json!(false),
            &json!("client-credentials")
        ]
    );
    let lifetime = claims["exp"]
        .as_i64()
        .zip(claims["iat"].as_i64())
        .map(|(end, begin)| end - begin);
    assert_eq!(lifetime, Some(OWN_LIFETIME.num_seconds()));
    let newest = SigningKeys::read([NEW]).expect("a key").public();
    verified(third, &newest);
}

#[tokio::test]
async fn a_refused_token_of_our_own_is_signed_anew_once() {
    let server = Server::start(|_, _| StatusCode::UNAUTHORIZED.into_response()).await;
    let clients = clients(&clock());
    let platform = platform(&server, &[NEW]);
    let url = platform.address("api/user/v1/accounts");
    let answer = clients
        .get_as_service(&platform, Upstream::Account, &url, Patience::Call)
        .await;
    assert_eq!(answer, Err(ClientError::Refused(StatusCode::UNAUTHORIZED)));
    assert_eq!(server.seen().len(), 2);
}

#[test]
fn private_keys_are_never_published() {
    let keys = SigningKeys::read([NEW, OLD]).expect("keys");
    let published = serde_json::to_value(keys.public()).expect("JSON");
    for key in published["keys"].as_array().expect("keys") {
        let members: Vec<&str> = key.as_object().expect("a key").keys().map(String::as_str).collect();
        assert!(
            ["d", "p", "q", "dp", "dq", "qi", "oth"]
                .iter()
                .all(|it| !members.contains(it)),
            "{members:?}"
        );
    }
}
