//! Who calls the platform's API: the token it issued itself, brought back.

use axum::http::{HeaderMap, header};
use chrono::DateTime;
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::Deserialize;

/// What the API needs to know of a caller.
#[derive(Deserialize)]
pub(super) struct Caller {
    #[serde(rename = "preferred_username")]
    pub(super) username: String,
    #[serde(default, rename = "administrator")]
    pub(super) is_staff: bool,
    exp: i64,
}

/// The caller, if its token is one of ours and still valid.
pub(super) fn identify(platform: &super::State, headers: &HeaderMap) -> Option<Caller> {
    let text = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let token = text.strip_prefix("JWT ").or_else(|| text.strip_prefix("Bearer "))?;
    let kid = jsonwebtoken::decode_header(token).ok()?.kid?;
    let jwk = platform
        .keys()
        .published
        .iter()
        .find(|key| key.kid() == kid)?
        .public_jwk();
    let key = DecodingKey::from_jwk(&serde_json::from_value::<Jwk>(jwk).ok()?).ok()?;
    let mut rules = Validation::new(Algorithm::RS512);
    rules.algorithms = vec![Algorithm::RS256, Algorithm::RS512];
    rules.set_issuer(&[&platform.issuer]);
    rules.set_audience(&[super::AUDIENCE]);
    // By the platform's clock, which may be a frozen one; below.
    rules.validate_exp = false;
    let caller = jsonwebtoken::decode::<Caller>(token, &key, &rules).ok()?.claims;
    (DateTime::from_timestamp(caller.exp, 0)? > (platform.now)()).then_some(caller)
}
