//! The keys of an issuer, and whether one of them made a signature.
//!
//! Invariant: a key serves only algorithms of its own kind, so a public RSA key is never taken for a shared secret.

mod jwk;

use jsonwebtoken::{Algorithm as LibraryAlgorithm, DecodingKey, crypto};
use serde_json::{Map, Value};

use crate::auth::key_set::jwk::RsaJwk;
use crate::auth::token::Token;
use crate::config::jwt::{Algorithm, Secret};
use crate::strict_json;

/// Most keys that one token is tried with.
const MAX_TRIALS: usize = 10;

/// Most keys that are read from a set.
const MAX_KEYS: usize = 100;

/// The keys of an issuer.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct KeySet {
    keys: Vec<Key>,
}

#[derive(Debug, PartialEq, Eq)]
enum Key {
    /// For RS256 and RS512, or for one of them when the key says so.
    Rsa(RsaJwk),
    /// For HS256.
    Secret(Secret),
}

/// What a key set says about a token's signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// One of the keys made it.
    Verified,
    /// The key that the token names did not make it.
    Forged,
    /// The token names a key that is not in the set, or none, and no key made it: a newer set may have the key.
    UnknownKey,
}

/// A JWK set as it was read: the keys that can be used, and why others cannot.
#[derive(Debug)]
pub(super) struct ParsedKeySet {
    /// The keys that can be used.
    pub(super) keys: KeySet,
    /// Position in the set and reason of each key that cannot.
    pub(super) skipped: Vec<(usize, &'static str)>,
}

impl KeySet {
    /// The set of one shared secret, for HS256.
    pub(super) fn of_secret(secret: Secret) -> Self {
        Self {
            keys: vec![Key::Secret(secret)],
        }
    }

    /// Reads a JWK set; none when the text is no JWK set at all.
    pub(super) fn parse(text: &[u8], algorithms: &[Algorithm]) -> Option<ParsedKeySet> {
        let set = strict_json::parse_object(text)?;
        let members = set.get("keys")?.as_array()?;

        let mut keys = Vec::new();
        let mut skipped = Vec::new();
        for (position, member) in members.iter().enumerate() {
            let parsed = if position < MAX_KEYS {
                member
                    .as_object()
                    .ok_or("not an object")
                    .and_then(|it: &Map<String, Value>| RsaJwk::parse(it, algorithms))
            } else {
                Err("too many keys")
            };
            match parsed {
                Ok(key) => keys.push(Key::Rsa(key)),
                Err(reason) => skipped.push((position, reason)),
            }
            if position >= MAX_KEYS {
                break;
            }
        }
        Some(ParsedKeySet {
            keys: Self { keys },
            skipped,
        })
    }

    /// Whether no key can be used.
    pub(super) fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Whether one of the keys made the token's signature, by the algorithm that the token names.
    ///
    /// The caller has checked that the issuer is configured for that algorithm.
    pub(super) fn verify(&self, token: &Token<'_>) -> Verdict {
        let kid = token.kid.as_deref();
        let is_verified = self
            .keys
            .iter()
            .filter(|it| it.serves(token.algorithm) && it.may_be(kid))
            .take(MAX_TRIALS)
            .any(|it| it.verifies(token));
        let is_named = || {
            self.keys
                .iter()
                .any(|it| kid.is_some() && it.kid() == kid && it.serves(token.algorithm))
        };
        if is_verified {
            Verdict::Verified
        } else if is_named() {
            Verdict::Forged
        } else {
            Verdict::UnknownKey
        }
    }
}

impl Key {
    fn kid(&self) -> Option<&str> {
        match self {
            Self::Rsa(key) => key.kid.as_deref(),
            Self::Secret(_) => None,
        }
    }

    /// Whether this may be the key that a token names: it is, or one of the two has no name.
    fn may_be(&self, kid: Option<&str>) -> bool {
        self.kid().is_none() || kid.is_none() || self.kid() == kid
    }

    fn serves(&self, algorithm: Algorithm) -> bool {
        match (self, algorithm) {
            (Self::Secret(_), Algorithm::Hs256) => true,
            (Self::Rsa(key), Algorithm::Rs256 | Algorithm::Rs512) => key.algorithm.is_none_or(|it| it == algorithm),
            (Self::Secret(_), _) | (Self::Rsa(_), Algorithm::Hs256) => false,
        }
    }

    fn verifies(&self, token: &Token<'_>) -> bool {
        let algorithm = match token.algorithm {
            Algorithm::Rs256 => LibraryAlgorithm::RS256,
            Algorithm::Rs512 => LibraryAlgorithm::RS512,
            Algorithm::Hs256 => LibraryAlgorithm::HS256,
        };
        let key = match self {
            Self::Rsa(key) => DecodingKey::from_rsa_raw_components(&key.modulus, &key.public_exponent),
            Self::Secret(secret) => DecodingKey::from_secret(&secret.0),
        };
        crypto::verify(token.signature, token.signed.as_bytes(), &key, algorithm).unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::auth::test_kit::{PLATFORM_PUBLIC_PEM, TestKey, header, key_set, payload, sign_by_secret, with};
    use crate::auth::token::decode_segment;

    #[test]
    fn keys_that_cannot_be_used_are_left_out_and_the_rest_is_kept() {
        let good = TestKey::platform().jwk("platform");
        let set = key_set(&[
            with(good.clone(), json!({ "use": "enc" })),
            json!("key"),
            good.clone(),
            json!({ "kty": "EC" }),
            good.clone(),
        ]);
        let parsed = KeySet::parse(set.as_bytes(), &[Algorithm::Rs512]).expect("a set");
        let skipped: Vec<usize> = parsed.skipped.iter().map(|it| it.0).collect();
        assert_eq!((parsed.keys.keys.len(), skipped), (2, vec![0, 1, 3]));
    }

    #[test]
    fn no_more_than_a_hundred_keys_are_read() {
        let set = key_set(&vec![TestKey::platform().jwk("platform"); 150]);
        let parsed = KeySet::parse(set.as_bytes(), &[Algorithm::Rs512]).expect("a set");
        assert_eq!(parsed.keys.keys.len(), MAX_KEYS);
        assert_eq!(parsed.skipped, [(MAX_KEYS, "too many keys")]);
    }

    #[test]
    fn a_key_never_serves_algorithms_of_another_kind() {
        let secret = TestKey::platform().jwk("platform").to_string();
        let set = key_set(&[TestKey::platform().jwk("platform")]);
        let public = KeySet::parse(set.as_bytes(), &[Algorithm::Rs512]).expect("a set").keys;
        let modulus = decode_segment(&TestKey::platform().modulus).expect("base64url");
        for spelling in [secret.as_bytes(), PLATFORM_PUBLIC_PEM.as_bytes(), &modulus, b""] {
            for header in [json!({ "alg": "HS256" }), json!({ "alg": "HS256", "kid": "platform" })] {
                let forged = sign_by_secret(spelling, &header, &payload());
                let token = Token::parse(&forged).expect("a token");
                assert_eq!(public.verify(&token), Verdict::UnknownKey);
            }
        }

        let shared = KeySet::of_secret(Secret(secret.into_bytes()));
        let signed = TestKey::platform().sign(&header(), &payload());
        let token = Token::parse(&signed).expect("a token");
        assert_eq!(shared.verify(&token), Verdict::UnknownKey);
        assert_eq!(public.verify(&token), Verdict::Verified);
    }
}
