//! The shape of a token: three strict base64url segments, whose first two are JSON objects.
//!
//! Parsing proves nothing about who wrote the token. Members that name keys or addresses (`jku`, `x5u`, `jwk`, `x5c`)
//! are not read at all.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};

use crate::auth::error::{AuthError, reason};
use crate::config::jwt::Algorithm;
use crate::strict_json;

/// Longest accepted key id, in characters.
const MAX_KID_LENGTH: usize = 256;

/// A token that was taken apart, but not verified.
#[derive(Debug)]
pub(super) struct Token<'a> {
    /// Header and payload as they were signed.
    pub(super) signed: &'a str,
    /// The signature, in base64url.
    pub(super) signature: &'a str,
    /// `alg`: how the token says that it was signed.
    pub(super) algorithm: Algorithm,
    /// `kid`: the key by which the token says that it was signed.
    pub(super) kid: Option<String>,
    /// The claims.
    pub(super) payload: Map<String, Value>,
}

impl<'a> Token<'a> {
    /// Takes a token apart.
    pub(super) fn parse(text: &'a str) -> Result<Self, AuthError> {
        let malformed = AuthError::Invalid(reason::FORMAT);
        let (signed, signature) = text.rsplit_once('.').ok_or(malformed)?;
        let (header, payload) = signed.split_once('.').ok_or(malformed)?;
        let header = parse_segment(header).ok_or(malformed)?;
        let payload = parse_segment(payload).ok_or(malformed)?;
        if decode_segment(signature).is_none() {
            return Err(malformed);
        }

        let unsuitable = AuthError::Invalid(reason::TOKEN_HEADER);
        // `crit` demands extensions, of which none is supported; `b64` changes what was signed.
        if header.contains_key("crit") || header.contains_key("b64") || !is_type_known(&header) {
            return Err(unsuitable);
        }
        let kid = match header.get("kid") {
            None => None,
            Some(Value::String(kid)) if kid.chars().count() <= MAX_KID_LENGTH => Some(kid.clone()),
            Some(_) => return Err(unsuitable),
        };
        let algorithm = match header.get("alg").and_then(Value::as_str) {
            Some("RS256") => Algorithm::Rs256,
            Some("RS512") => Algorithm::Rs512,
            Some("HS256") => Algorithm::Hs256,
            _ => return Err(AuthError::Invalid(reason::ALGORITHM)),
        };
        Ok(Self {
            signed,
            signature,
            algorithm,
            kid,
            payload,
        })
    }
}

fn parse_segment(segment: &str) -> Option<Map<String, Value>> {
    strict_json::parse_object(&decode_segment(segment)?)
}

/// Reads base64url without padding, whitespace or stray bits, so that a token has one spelling only.
pub(super) fn decode_segment(segment: &str) -> Option<Vec<u8>> {
    let bytes = URL_SAFE_NO_PAD.decode(segment).ok()?;
    (!bytes.is_empty()).then_some(bytes)
}

/// Whether `typ` is absent, a JWT or an access token (RFC 9068).
fn is_type_known(header: &Map<String, Value>) -> bool {
    let Some(value) = header.get("typ") else {
        return true;
    };
    value
        .as_str()
        .is_some_and(|it| it.eq_ignore_ascii_case("jwt") || it.eq_ignore_ascii_case("at+jwt"))
}
