//! What the tests of this module share: keys, tokens in every wrong shape, and a server of key sets.

mod jwks_server;

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use entity::UsernameRule;
use jsonwebtoken::jwk::{AlgorithmParameters, Jwk};
use jsonwebtoken::{Algorithm as LibraryAlgorithm, EncodingKey, crypto};
use serde_json::{Value, json};
use url::Url;

pub(super) use jwks_server::{Answer, JwksServer};

use crate::auth::{AuthError, Authenticator, Claims};
use crate::clock::Clock;
use crate::config::JwtConfig;
use crate::config::jwt::{Algorithm, Issuer, IssuerKeys, Secret};

/// The issuer whose tokens the tests accept.
pub(super) const ISSUER: &str = "https://platform.example/oauth2";

/// A shared secret.
pub(super) const SECRET: &[u8] = b"a shared secret of the tests: 40 bytes..";

pub(super) const PLATFORM_PUBLIC_PEM: &str = include_str!("testdata/test_platform_key.public.pem");

/// A private key, and what is published of it.
pub(super) struct TestKey {
    private: EncodingKey,
    pub(super) modulus: String,
    pub(super) exponent: String,
}

impl TestKey {
    /// The platform's key.
    pub(super) fn platform() -> Self {
        Self::read(include_bytes!("testdata/test_platform_key.pem"))
    }

    /// Somebody else's key.
    pub(super) fn other() -> Self {
        Self::read(include_bytes!("testdata/test_other_key.pem"))
    }

    fn read(pem: &[u8]) -> Self {
        let private = EncodingKey::from_rsa_pem(pem).expect("a private key");
        let jwk = Jwk::from_encoding_key(&private, LibraryAlgorithm::RS512).expect("a key");
        let AlgorithmParameters::RSA(public) = jwk.algorithm else {
            panic!("an RSA key")
        };
        Self {
            private,
            modulus: public.n,
            exponent: public.e,
        }
    }

    /// The public key as a member of a key set.
    pub(super) fn jwk(&self, kid: &str) -> Value {
        json!({ "kty": "RSA", "use": "sig", "kid": kid, "n": self.modulus, "e": self.exponent })
    }

    /// A token that this key signs by RS512.
    pub(super) fn sign(&self, header: &Value, payload: &Value) -> String {
        self.sign_by(LibraryAlgorithm::RS512, header, payload)
    }

    pub(super) fn sign_by(&self, algorithm: LibraryAlgorithm, header: &Value, payload: &Value) -> String {
        self.sign_text(algorithm, &header.to_string(), &payload.to_string())
    }

    /// A token of exactly these texts.
    pub(super) fn sign_text(&self, algorithm: LibraryAlgorithm, header: &str, payload: &str) -> String {
        sign_text(&self.private, algorithm, header, payload)
    }
}

/// A token that a shared secret signs by HS256.
pub(super) fn sign_by_secret(secret: &[u8], header: &Value, payload: &Value) -> String {
    sign_text(
        &EncodingKey::from_secret(secret),
        LibraryAlgorithm::HS256,
        &header.to_string(),
        &payload.to_string(),
    )
}

fn sign_text(key: &EncodingKey, algorithm: LibraryAlgorithm, header: &str, payload: &str) -> String {
    let signed = format!("{}.{}", encode(header), encode(payload));
    let signature = crypto::sign(signed.as_bytes(), key, algorithm).expect("a signature");
    format!("{signed}.{signature}")
}

/// A segment of a token.
pub(super) fn encode(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(text)
}

/// Bytes in base64url.
pub(super) fn encode_bytes(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// A key set of these keys.
pub(super) fn key_set(keys: &[Value]) -> String {
    json!({ "keys": keys }).to_string()
}

/// When the tests take place.
pub(super) fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).expect("an instant")
}

/// The header of a good token.
pub(super) fn header() -> Value {
    json!({ "alg": "RS512", "typ": "JWT", "kid": "platform" })
}

/// The claims of a good token, as the platform writes them.
pub(super) fn payload() -> Value {
    json!({
        "iss": ISSUER, "aud": "credentials", "sub": "f00d",
        "exp": now().timestamp() + 300, "iat": now().timestamp() - 60,
        "version": "1.2.0", "preferred_username": "ada", "user_id": 7,
        "name": "Ada Lovelace", "email": "ada@example.org", "email_verified": true,
        "administrator": false, "superuser": false,
        "scopes": ["user_id", "email", "profile"], "grant_type": "password", "filters": [],
        "is_restricted": false,
    })
}

/// `object` with some members changed; `null` takes a member out.
pub(super) fn with(mut object: Value, changes: Value) -> Value {
    let members = object.as_object_mut().expect("an object");
    for (name, value) in changes.as_object().expect("an object") {
        if value.is_null() {
            members.remove(name);
        } else {
            members.insert(name.clone(), value.clone());
        }
    }
    object
}

/// An issuer named [`ISSUER`].
pub(super) fn issuer(keys: IssuerKeys, algorithms: &[Algorithm]) -> Issuer {
    Issuer {
        issuer: ISSUER.to_owned(),
        audience: None,
        keys,
        algorithms: algorithms.to_vec(),
        sites: Vec::new(),
    }
}

/// The issuer that publishes the platform's key in the configuration.
pub(super) fn platform_issuer() -> Issuer {
    let set = key_set(&[TestKey::platform().jwk("platform")]);
    issuer(IssuerKeys::Jwks(set), &[Algorithm::Rs512])
}

/// The issuer that publishes its keys at an address.
pub(super) fn remote_issuer(url: Url) -> Issuer {
    issuer(IssuerKeys::JwksUrl(url), &[Algorithm::Rs512])
}

/// The issuer that signs by a shared secret.
pub(super) fn secret_issuer() -> Issuer {
    issuer(IssuerKeys::Secret(Secret(SECRET.to_vec())), &[Algorithm::Hs256])
}

/// An authenticator of these issuers, one second of leeway, at [`now`].
pub(super) fn authenticator(issuers: Vec<Issuer>) -> (Authenticator, Clock) {
    let clock = Clock::frozen(now());
    let config = JwtConfig {
        issuers,
        leeway_seconds: 1,
        ..JwtConfig::default()
    };
    let authenticator = Authenticator::new(&config, UsernameRule::Ascii, clock.clone()).expect("good settings");
    (authenticator, clock)
}

/// Shows a token to the site of the tests.
pub(super) async fn show(authenticator: &Authenticator, token: &str) -> Result<Claims, AuthError> {
    show_at(authenticator, token, &site()).await
}

/// The site that the tests ask.
pub(super) fn site() -> Url {
    Url::parse("https://credentials.example").expect("an address")
}

/// Shows a token to a site.
pub(super) async fn show_at(authenticator: &Authenticator, token: &str, site: &Url) -> Result<Claims, AuthError> {
    let value = format!("JWT {token}").parse().expect("a header value");
    let headers = HeaderMap::from_iter([(AUTHORIZATION, value)]);
    let claims = authenticator.authenticate(&headers, site).await?;
    Ok(claims.expect("claims of a token"))
}
