//! One key of a JWK set, when it is an RSA public key that can be used to verify tokens.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};

use crate::config::jwt::Algorithm;

/// Sizes of the modulus that are accepted, in bits.
const MODULUS_BITS: std::ops::RangeInclusive<usize> = 2048..=8192;

/// Longest public exponent, in bits: longer ones only cost time.
const MAX_EXPONENT_BITS: usize = 33;

/// Longest accepted key id, in characters; no token may name a longer one.
const MAX_KID_LENGTH: usize = 256;

/// Members of private and symmetric keys: who publishes them has lost the key.
const PRIVATE_MEMBERS: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// An RSA public key.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RsaJwk {
    /// `kid`: its name.
    pub(super) kid: Option<String>,
    /// `alg`: the only algorithm that it serves; none for any of the issuer's.
    pub(super) algorithm: Option<Algorithm>,
    /// `n`, big-endian, without leading zeros.
    pub(super) modulus: Vec<u8>,
    /// `e`, big-endian, without leading zeros.
    pub(super) public_exponent: Vec<u8>,
}

impl RsaJwk {
    /// Reads a key for one of `algorithms`, or says why it cannot be used.
    pub(super) fn parse(member: &Map<String, Value>, algorithms: &[Algorithm]) -> Result<Self, &'static str> {
        if member.get("kty").and_then(Value::as_str) != Some("RSA") {
            return Err("not an RSA key");
        }
        if PRIVATE_MEMBERS.iter().any(|it| member.contains_key(*it)) {
            return Err("private parts are published");
        }
        if member.get("use").is_some_and(|it| it != "sig") {
            return Err("not for signatures");
        }
        if let Some(operations) = member.get("key_ops") {
            let may_verify = operations
                .as_array()
                .is_some_and(|it| it.iter().any(|it| it == "verify"));
            if !may_verify {
                return Err("not for verification");
            }
        }

        let algorithm = match member.get("alg") {
            None => None,
            Some(name) => {
                let known = match name.as_str() {
                    Some("RS256") => Algorithm::Rs256,
                    Some("RS512") => Algorithm::Rs512,
                    _ => return Err("for an algorithm that is not supported"),
                };
                if !algorithms.contains(&known) {
                    return Err("for an algorithm that is not configured");
                }
                Some(known)
            }
        };
        let kid = match member.get("kid") {
            None => None,
            Some(Value::String(kid)) if kid.chars().count() <= MAX_KID_LENGTH => Some(kid.clone()),
            Some(_) => return Err("its name is not a short text"),
        };

        let modulus = integer(member, "n").ok_or("its modulus is not base64url")?;
        let public_exponent = integer(member, "e").ok_or("its exponent is not base64url")?;
        if !MODULUS_BITS.contains(&bits(&modulus)) || !is_odd(&modulus) {
            return Err("its modulus is too short, too long or even");
        }
        let is_one = public_exponent == [1];
        if is_one || !is_odd(&public_exponent) || bits(&public_exponent) > MAX_EXPONENT_BITS {
            return Err("its exponent is 1, even or too long");
        }
        Ok(Self {
            kid,
            algorithm,
            modulus,
            public_exponent,
        })
    }
}

/// A member that is an unsigned integer in base64url; leading zeros, which some issuers write, are dropped.
fn integer(member: &Map<String, Value>, name: &str) -> Option<Vec<u8>> {
    let bytes = URL_SAFE_NO_PAD.decode(member.get(name)?.as_str()?).ok()?;
    Some(bytes.into_iter().skip_while(|it| *it == 0).collect())
}

/// Bits of an integer without leading zero bytes.
fn bits(integer: &[u8]) -> usize {
    integer.first().map_or(0, |first| {
        integer.len() * 8 - usize::try_from(first.leading_zeros()).unwrap_or(0)
    })
}

fn is_odd(integer: &[u8]) -> bool {
    integer.last().is_some_and(|it| it % 2 == 1)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::auth::test_kit::{TestKey, encode_bytes, with};

    fn parse(changes: Value) -> Result<RsaJwk, &'static str> {
        let key = with(TestKey::platform().jwk("platform"), changes);
        RsaJwk::parse(key.as_object().expect("an object"), &[Algorithm::Rs512])
    }

    #[test]
    fn a_public_key_for_signatures_is_read() {
        for changes in [
            json!({}),
            json!({ "use": null }),
            json!({ "alg": "RS512" }),
            json!({ "key_ops": ["verify"] }),
            json!({ "kid": null }),
            json!({ "x5c": ["ignored"], "x5u": "https://elsewhere.example", "iat": 1 }),
            json!({ "e": "Aw" }),
        ] {
            assert!(parse(changes.clone()).is_ok(), "{changes}");
        }
        let platform = TestKey::platform();
        let modulus = URL_SAFE_NO_PAD.decode(&platform.modulus).expect("base64url");
        let padded = encode_bytes(&[&[0], &modulus[..]].concat());
        assert_eq!(parse(json!({ "n": padded })), parse(json!({})));
    }

    #[test]
    fn a_key_that_cannot_be_trusted_is_not_read() {
        let odd = |n_bytes: usize| encode_bytes(&vec![0xff; n_bytes]);
        let even = encode_bytes(&[&[0xff; 255][..], &[0xfe]].concat());
        let hidden = encode_bytes(&[&[0; 192][..], &[0xff; 64]].concat());
        for changes in [
            json!({ "n": odd(64) }),
            json!({ "n": odd(128) }),
            json!({ "n": odd(255) }),
            json!({ "n": hidden }),
            json!({ "n": odd(1_025) }),
            json!({ "n": even }),
            json!({ "n": "" }),
            json!({ "n": null }),
            json!({ "n": 7 }),
            json!({ "n": "not base64!" }),
            json!({ "e": "AQ" }),
            json!({ "e": "AAAB" }),
            json!({ "e": "" }),
            json!({ "e": "AA" }),
            json!({ "e": "Ag" }),
            json!({ "e": odd(64) }),
            json!({ "e": null }),
            json!({ "use": "enc" }),
            json!({ "use": 7 }),
            json!({ "key_ops": ["sign"] }),
            json!({ "key_ops": [] }),
            json!({ "key_ops": "verify" }),
            json!({ "alg": "none" }),
            json!({ "alg": "RS256" }),
            json!({ "alg": "HS256" }),
            json!({ "alg": "PS512" }),
            json!({ "alg": "RSA-OAEP" }),
            json!({ "alg": 7 }),
            json!({ "kid": "k".repeat(257) }),
            json!({ "kid": 7 }),
            json!({ "kty": "oct", "k": "c2VjcmV0" }),
            json!({ "kty": "EC", "crv": "P-256" }),
            json!({ "kty": "rsa" }),
            json!({ "kty": null }),
            json!({ "d": "AQAB" }),
            json!({ "p": "AQAB" }),
            json!({ "k": "c2VjcmV0" }),
        ] {
            assert!(parse(changes.clone()).is_err(), "{changes}");
        }
    }
}
