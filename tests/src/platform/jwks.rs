//! The public keys of the platform, and sets of keys that a careful reader skips.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use serde_json::{Value, json};

use super::key::SigningKey;

/// Where the keys are.
pub(super) const PATH: &str = "/.well-known/jwks.json";

pub(super) async fn show(State(platform): State<Arc<super::State>>) -> impl IntoResponse {
    (
        [(header::CACHE_CONTROL, "public, max-age=300")],
        Json(published(&platform)),
    )
}

pub(super) fn published(platform: &super::State) -> Value {
    set(platform.keys().published.iter().map(SigningKey::public_jwk))
}

/// A set of these keys.
pub fn set(keys: impl IntoIterator<Item = Value>) -> Value {
    json!({ "keys": keys.into_iter().collect::<Vec<_>>() })
}

/// Keys that nobody may verify by, one per reason.
#[must_use]
pub fn unusable() -> Vec<Value> {
    // 512 bits: the product of no secret primes, but nobody gets as far as to notice.
    let short = "2zbGk8hTbAqLxfjNnqWyuXOR7hZ9sXBpeFDQ4KXbY6tVXk0yZ0bZQ5b0rR8GJqgO3c6kXQ2m1vS0t6bTnB3mRQ";
    // The example of RFC 7517, appendix A.1.
    let (x, y) = (
        "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
        "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
    );
    vec![
        json!({ "kty": "RSA", "use": "sig", "alg": "RS512", "kid": "short", "n": short, "e": "AQAB" }),
        json!({ "kty": "RSA", "use": "sig", "alg": "RS512", "kid": "empty", "n": "", "e": "" }),
        json!({ "kty": "RSA", "use": "sig", "alg": "RS512", "kid": "no-modulus", "e": "AQAB" }),
        json!({ "kty": "RSA", "use": "sig", "alg": "RS512", "kid": "not-base64", "n": "***", "e": "AQAB" }),
        json!({ "kty": "RSA", "use": "sig", "alg": "none", "kid": "alg-none", "n": short, "e": "AQAB" }),
        json!({ "kty": "EC", "use": "sig", "crv": "P-256", "kid": "elliptic", "x": x, "y": y }),
        json!({ "kty": "oct", "use": "sig", "alg": "HS256", "kid": "shared", "k": "c2VjcmV0" }),
        json!({ "kty": "martian", "kid": "unknown" }),
        json!({ "kid": 7 }),
        json!("not an object"),
    ]
}

/// This key, but meant for encryption.
#[must_use]
pub fn for_encryption(key: &SigningKey) -> Value {
    let mut jwk = key.public_jwk();
    jwk["use"] = json!("enc");
    jwk
}

/// This key, with what looks like its private half.
#[must_use]
pub fn with_private_part(key: &SigningKey) -> Value {
    let mut jwk = key.public_jwk();
    jwk["d"] = json!("c29tZXRoaW5nIHRoYXQgc2hvdWxkIGhhdmUgc3RheWVkIHByaXZhdGU");
    jwk
}
