//! The platform keeps its word: what it signs verifies, what it refuses is what OAuth refuses.

mod account;
mod key;
mod misbehavior;
mod sign_in;
mod token;

use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, TokenData, Validation};
use reqwest::Client;
use serde_json::Value;

use super::{AUDIENCE, Platform};

fn client() -> Client {
    crate::client::http()
}

async fn platform() -> Platform {
    Platform::start().await.expect("a platform")
}

async fn verify(platform: &Platform, token: &str) -> jsonwebtoken::errors::Result<TokenData<Value>> {
    let set: JwkSet = client()
        .get(platform.jwks_url())
        .send()
        .await
        .expect("keys")
        .json()
        .await
        .expect("a key set");
    let kid = jsonwebtoken::decode_header(token)?.kid.expect("a key id");
    let key = DecodingKey::from_jwk(set.find(&kid).expect("the key is published"))?;
    let mut rules = Validation::new(Algorithm::RS512);
    rules.algorithms = vec![Algorithm::RS256, Algorithm::RS512];
    rules.set_audience(&[AUDIENCE]);
    rules.set_issuer(&[platform.issuer()]);
    jsonwebtoken::decode(token, &key, &rules)
}
