//! The RSA keys by which the service signs tokens of its own.

use std::fmt;

use anyhow::{Context as _, ensure};
use jsonwebtoken::jwk::{Jwk, KeyAlgorithm, PublicKeyUse, ThumbprintHash};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde::Serialize;

/// Keys, newest first. The first one signs; the others are published until the tokens that they signed have expired.
#[derive(Clone)]
pub struct SigningKeys(Vec<SigningKey>);

#[derive(Clone)]
struct SigningKey {
    key: EncodingKey,
    public: Jwk,
}

impl SigningKeys {
    /// Reads keys in PEM form.
    pub fn read<'a>(pems: impl IntoIterator<Item = &'a [u8]>) -> anyhow::Result<Self> {
        let keys = pems
            .into_iter()
            .map(SigningKey::read)
            .collect::<anyhow::Result<Vec<_>>>()?;
        ensure!(!keys.is_empty(), "there is no key");
        Ok(Self(keys))
    }

    /// Signs claims by the newest key.
    pub(crate) fn sign(&self, claims: &impl Serialize) -> anyhow::Result<String> {
        let newest = self.0.first().context("there is no key")?;
        let header = Header {
            kid: newest.public.common.key_id.clone(),
            ..Header::new(Algorithm::RS512)
        };
        Ok(jsonwebtoken::encode(&header, claims, &newest.key)?)
    }

    /// The public halves, for the platform to verify by.
    #[must_use]
    pub fn public(&self) -> jsonwebtoken::jwk::JwkSet {
        jsonwebtoken::jwk::JwkSet {
            keys: self.0.iter().map(|it| it.public.clone()).collect(),
        }
    }
}

impl SigningKey {
    fn read(pem: &[u8]) -> anyhow::Result<Self> {
        let key = EncodingKey::from_rsa_pem(pem).context("it is no RSA key in PEM form")?;
        let mut public = Jwk::from_encoding_key(&key, Algorithm::RS512).context("it is no RSA key that can sign")?;
        public.common.key_id = Some(public.thumbprint(ThumbprintHash::SHA256)?);
        public.common.public_key_use = Some(PublicKeyUse::Signature);
        public.common.key_algorithm = Some(KeyAlgorithm::RS512);
        Ok(Self { key, public })
    }
}

impl fmt::Debug for SigningKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} signing keys", self.0.len())
    }
}
