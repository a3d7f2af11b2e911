//! What a token says and how it is signed, down to what no honest issuer would write.
//!
//! A [`TokenSpec`] starts as the token the learning platform would issue; every part of it can then be
//! changed. Nothing is checked here: refusing hostile tokens is the business of who receives them.

use std::collections::BTreeMap;

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use super::key::SigningKey;
use crate::persona::{Persona, Role};

/// How a token is signed.
#[derive(Clone, Debug)]
pub enum Signer {
    /// By the platform's current key.
    Platform,
    /// By this key, published or not.
    Key(SigningKey),
    /// By a shared secret.
    Secret(HmacAlgorithm, Vec<u8>),
    /// Not at all: these bytes stand where the signature would.
    Bytes(Vec<u8>),
}

/// Signature algorithms with a shared secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HmacAlgorithm {
    /// With SHA-256.
    Hs256,
    /// With SHA-512.
    Hs512,
}

/// A token about to be minted.
#[derive(Clone, Debug)]
pub struct TokenSpec {
    persona: Persona,
    scopes: Vec<String>,
    grant_type: String,
    is_restricted: bool,
    lifetime: TimeDelta,
    header: Edits,
    claims: Edits,
    raw_header: Option<String>,
    raw_payload: Option<String>,
    pub(super) signer: Signer,
}

/// Scopes of the platform's own applications.
pub const ALL_SCOPES: [&str; 3] = ["user_id", "profile", "email"];

impl TokenSpec {
    /// The token that this persona gets: by signing in, or by its own credentials if it is a service.
    #[must_use]
    pub fn of(persona: &Persona) -> Self {
        Self {
            persona: persona.clone(),
            scopes: ALL_SCOPES.map(str::to_owned).to_vec(),
            grant_type: match persona.role {
                Role::Service => "client-credentials".to_owned(),
                Role::Learner | Role::Staff | Role::Superuser => "authorization-code".to_owned(),
            },
            is_restricted: false,
            lifetime: TimeDelta::hours(1),
            header: Edits::new(),
            claims: Edits::new(),
            raw_header: None,
            raw_payload: None,
            signer: Signer::Platform,
        }
    }

    /// Exactly these scopes; claims that need a scope come and go with it.
    #[must_use]
    pub fn scopes(mut self, scopes: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.scopes = scopes.into_iter().map(Into::into).collect();
        self
    }

    /// How the token was obtained, such as `client-credentials`.
    #[must_use]
    pub fn grant_type(mut self, grant_type: &str) -> Self {
        grant_type.clone_into(&mut self.grant_type);
        self
    }

    /// As issued to an application that is confined to its scopes.
    #[must_use]
    pub fn restricted(mut self) -> Self {
        self.is_restricted = true;
        self
    }

    /// How long it is valid from now on; negative for one that has expired.
    #[must_use]
    pub fn lifetime(mut self, lifetime: TimeDelta) -> Self {
        self.lifetime = lifetime;
        self
    }

    /// Sets a claim to any value, or adds one.
    #[must_use]
    pub fn claim(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.claims.insert(name.to_owned(), Some(value.into()));
        self
    }

    /// Leaves a claim out.
    #[must_use]
    pub fn without_claim(mut self, name: &str) -> Self {
        self.claims.insert(name.to_owned(), None);
        self
    }

    /// Sets a header field to any value, or adds one.
    #[must_use]
    pub fn header(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.header.insert(name.to_owned(), Some(value.into()));
        self
    }

    /// Leaves a header field out.
    #[must_use]
    pub fn without_header(mut self, name: &str) -> Self {
        self.header.insert(name.to_owned(), None);
        self
    }

    /// Writes this text, JSON or not, where the header belongs.
    #[must_use]
    pub fn raw_header(mut self, text: impl Into<String>) -> Self {
        self.raw_header = Some(text.into());
        self
    }

    /// Writes this text, JSON or not, where the claims belong.
    #[must_use]
    pub fn raw_payload(mut self, text: impl Into<String>) -> Self {
        self.raw_payload = Some(text.into());
        self
    }

    /// Signs otherwise than the platform does; the header's `alg` and `kid` follow unless set by hand.
    #[must_use]
    pub fn signed_by(mut self, signer: Signer) -> Self {
        self.signer = signer;
        self
    }

    /// Writes and signs the token.
    pub(super) fn mint(&self, issuer: &Issuer<'_>) -> anyhow::Result<String> {
        let header = self
            .raw_header
            .clone()
            .unwrap_or_else(|| self.headers(issuer).to_string());
        let payload = self
            .raw_payload
            .clone()
            .unwrap_or_else(|| self.payload(issuer).to_string());
        let message = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(payload));
        let signature = match &self.signer {
            Signer::Platform => issuer.key.sign(message.as_bytes())?,
            Signer::Key(key) => key.sign(message.as_bytes())?,
            Signer::Secret(algorithm, secret) => {
                let key = hmac::Key::new(algorithm.implementation(), secret);
                hmac::sign(&key, message.as_bytes()).as_ref().to_vec()
            }
            Signer::Bytes(bytes) => bytes.clone(),
        };
        Ok(format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }

    fn headers(&self, issuer: &Issuer<'_>) -> Value {
        let (algorithm, kid) = match &self.signer {
            Signer::Platform => (issuer.key.algorithm().name(), Some(issuer.key.kid())),
            Signer::Key(key) => (key.algorithm().name(), Some(key.kid())),
            Signer::Secret(algorithm, _) => (algorithm.name(), None),
            Signer::Bytes(_) => ("none", None),
        };
        let mut header = Map::new();
        header.insert("alg".to_owned(), algorithm.into());
        header.insert("typ".to_owned(), "JWT".into());
        if let Some(kid) = kid {
            header.insert("kid".to_owned(), kid.into());
        }
        edited(header, &self.header)
    }

    fn payload(&self, issuer: &Issuer<'_>) -> Value {
        let Persona {
            user_id,
            username,
            name,
            given_name,
            family_name,
            email,
            verified_name: _,
            role,
            about: _,
        } = self.persona;
        let digest: [u8; 32] = Sha256::digest(format!("anonymous id of {user_id}")).into();
        let subject = digest
            .iter()
            .take(16)
            .fold(0, |number, byte| number << 8 | u128::from(*byte));
        let mut claims = object(json!({
            "aud": issuer.audience,
            "exp": (issuer.now + self.lifetime).timestamp(),
            "iat": issuer.now.min(issuer.now + self.lifetime).timestamp(),
            "iss": issuer.name,
            "sub": format!("{subject:032x}"),
            "preferred_username": username,
            "scopes": self.scopes,
            "version": "1.2.0",
            "grant_type": self.grant_type,
            "filters": if self.is_restricted { vec!["user:me"] } else { Vec::new() },
            "is_restricted": self.is_restricted,
            "email_verified": true,
        }));
        let has_scope = |scope: &str| self.scopes.iter().any(|it| it == scope);
        if has_scope("user_id") {
            claims.append(&mut object(json!({ "user_id": user_id })));
        }
        if has_scope("profile") {
            claims.append(&mut object(json!({
                "name": name,
                "family_name": family_name,
                "given_name": given_name,
                "administrator": role.is_administrator(),
                "superuser": role.is_superuser(),
            })));
        }
        if has_scope("email") {
            claims.append(&mut object(json!({ "email": email })));
        }
        edited(claims, &self.claims)
    }
}

/// Who issues a token, and when.
pub(super) struct Issuer<'a> {
    pub(super) name: &'a str,
    pub(super) audience: &'a str,
    pub(super) key: &'a SigningKey,
    pub(super) now: DateTime<Utc>,
}

impl HmacAlgorithm {
    const fn name(self) -> &'static str {
        match self {
            Self::Hs256 => "HS256",
            Self::Hs512 => "HS512",
        }
    }

    fn implementation(self) -> hmac::Algorithm {
        match self {
            Self::Hs256 => hmac::HMAC_SHA256,
            Self::Hs512 => hmac::HMAC_SHA512,
        }
    }
}

/// Fields to set, and (without a value) to leave out.
type Edits = BTreeMap<String, Option<Value>>;

fn edited(mut fields: Map<String, Value>, edits: &Edits) -> Value {
    for (name, value) in edits {
        match value {
            Some(value) => fields.insert(name.clone(), value.clone()),
            None => fields.remove(name),
        };
    }
    Value::Object(fields)
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}
