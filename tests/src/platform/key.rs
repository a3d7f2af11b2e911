//! RSA keys of the platform: made at start, published as a JSON Web Key, used to sign.
//!
//! Making a key is slow, so keys whose owner is gone are handed on within a process. Two owners alive at
//! the same time never share one: a test about keys bound to issuers can rely on that.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context as _;
use aws_lc_rs::encoding::{AsDer as _, PublicKeyX509Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256, RSA_PKCS1_SHA512};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};

/// RSA signature algorithms of tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RsaAlgorithm {
    /// With SHA-256.
    Rs256,
    /// With SHA-512: what the learning platform uses.
    #[default]
    Rs512,
}

impl RsaAlgorithm {
    /// Name in a token's header.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Rs512 => "RS512",
        }
    }
}

/// A key that signs tokens.
#[derive(Clone)]
pub struct SigningKey {
    kid: String,
    algorithm: RsaAlgorithm,
    pair: Arc<Lease>,
}

impl SigningKey {
    /// A key that nobody else alive in this process has.
    pub fn make(algorithm: RsaAlgorithm) -> anyhow::Result<Self> {
        static MADE: AtomicUsize = AtomicUsize::new(1);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        Ok(Self {
            kid: format!("platform-key-{number}"),
            algorithm,
            pair: Arc::new(Lease::take()?),
        })
    }

    /// The same key under another id.
    #[must_use]
    pub fn with_kid(self, kid: &str) -> Self {
        Self {
            kid: kid.to_owned(),
            ..self
        }
    }

    /// The same key for another algorithm.
    #[must_use]
    pub fn with_algorithm(self, algorithm: RsaAlgorithm) -> Self {
        Self { algorithm, ..self }
    }

    /// Id of the key in the published set.
    #[must_use]
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// What the key signs with.
    #[must_use]
    pub const fn algorithm(&self) -> RsaAlgorithm {
        self.algorithm
    }

    /// Signs a message.
    pub fn sign(&self, message: &[u8]) -> anyhow::Result<Vec<u8>> {
        let padding = match self.algorithm {
            RsaAlgorithm::Rs256 => &RSA_PKCS1_SHA256,
            RsaAlgorithm::Rs512 => &RSA_PKCS1_SHA512,
        };
        let mut signature = vec![0; self.pair.get().public_modulus_len()];
        self.pair
            .get()
            .sign(padding, &SystemRandom::new(), message, &mut signature)
            .context("sign with an RSA key")?;
        Ok(signature)
    }

    /// The public half as the platform publishes it.
    #[must_use]
    pub fn public_jwk(&self) -> Value {
        let public = self.pair.get().public_key();
        json!({
            "kty": "RSA",
            "use": "sig",
            "alg": self.algorithm.name(),
            "kid": self.kid,
            "n": URL_SAFE_NO_PAD.encode(public.modulus().big_endian_without_leading_zero()),
            "e": URL_SAFE_NO_PAD.encode(public.exponent().big_endian_without_leading_zero()),
        })
    }

    /// The public half as DER (`SubjectPublicKeyInfo`).
    pub fn public_der(&self) -> anyhow::Result<Vec<u8>> {
        let der: PublicKeyX509Der<'_> = self
            .pair
            .get()
            .public_key()
            .as_der()
            .context("write a public key as DER")?;
        Ok(der.as_ref().to_vec())
    }

    /// The public half as PEM.
    pub fn public_pem(&self) -> anyhow::Result<String> {
        let text = STANDARD.encode(self.public_der()?);
        let mut pem = "-----BEGIN PUBLIC KEY-----\n".to_owned();
        for (index, character) in text.chars().enumerate() {
            if index > 0 && index % 64 == 0 {
                pem.push('\n');
            }
            pem.push(character);
        }
        pem.push_str("\n-----END PUBLIC KEY-----\n");
        Ok(pem)
    }
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SigningKey")
            .field("kid", &self.kid)
            .field("algorithm", &self.algorithm)
            .finish_non_exhaustive()
    }
}

/// Keys without an owner, waiting for the next.
static IDLE: Mutex<Vec<KeyPair>> = Mutex::new(Vec::new());

/// A key pair that returns to [`IDLE`] when its owner is gone.
struct Lease(Option<KeyPair>);

impl Lease {
    fn take() -> anyhow::Result<Self> {
        let idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner).pop();
        match idle {
            Some(pair) => Ok(Self(Some(pair))),
            None => Ok(Self(Some(
                KeyPair::generate(KeySize::Rsa2048).context("make an RSA key")?,
            ))),
        }
    }

    fn get(&self) -> &KeyPair {
        self.0
            .as_ref()
            .expect("a key pair leaves its lease only when that is dropped")
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if let Some(pair) = self.0.take() {
            IDLE.lock().unwrap_or_else(PoisonError::into_inner).push(pair);
        }
    }
}
