//! Reads claims out of a token's payload: strict about what decides who somebody is and what they may, forgiving about
//! what is only shown.
//!
//! An optional claim that is `null` counts as absent.

mod identity;
mod scopes;
mod time;

use entity::UsernameRule;
use serde_json::{Map, Value};

use crate::auth::Claims;
use crate::auth::claim_reader::time::TimeWindow;
use crate::auth::error::{AuthError, reason};

/// Most entries of `aud`.
const MAX_AUDIENCES: usize = 100;

/// Longest `version`.
const MAX_VERSION_LENGTH: usize = 32;

/// What a token says, before anybody checked who wrote it.
#[derive(Debug)]
pub(super) struct UnverifiedClaims {
    /// What the token says about its bearer; true once the signature is verified.
    pub(super) claims: Claims,
    /// `aud`: whom the token is meant for.
    pub(super) audiences: Vec<String>,
    /// When the token counts.
    pub(super) window: TimeWindow,
}

impl UnverifiedClaims {
    /// Reads the claims of a token's payload.
    pub(super) fn read(payload: &Map<String, Value>, username_rule: UsernameRule) -> Result<Self, AuthError> {
        let claim = |name: &str| payload.get(name).filter(|it| !it.is_null());
        let malformed = AuthError::Invalid(reason::CLAIM);

        let issuer = issuer(payload)?.to_owned();
        let window = TimeWindow::read(claim)?;
        check_version(claim("version"))?;
        let claims = Claims {
            issuer,
            username: identity::username(claim, username_rule)?,
            lms_user_id: identity::user_id(claim("user_id")).map_err(|_| malformed)?,
            name: identity::name(claim("name")),
            email: identity::email(claim("email")),
            is_administrator: claim("administrator") == Some(&Value::Bool(true)),
            is_superuser: claim("superuser") == Some(&Value::Bool(true)),
            scopes: scopes::read(claim("scopes")).ok_or(malformed)?,
            is_restricted: match claim("is_restricted") {
                None => false,
                Some(Value::Bool(is_restricted)) => *is_restricted,
                // Whatever was meant, it is safer to refuse than to guess that the token is not restricted.
                Some(_) => return Err(malformed),
            },
            is_bound_to_sites: false,
            expires_at: window.expires_at,
        };
        Ok(Self {
            claims,
            audiences: audiences(claim("aud")).ok_or(malformed)?,
            window,
        })
    }
}

/// `iss`: who the token says wrote it. Selects a configured issuer, and nothing else.
pub(super) fn issuer(payload: &Map<String, Value>) -> Result<&str, AuthError> {
    payload
        .get("iss")
        .and_then(Value::as_str)
        .ok_or(AuthError::Invalid(reason::ISSUER))
}

/// `version`: tokens of major version 1 are understood; so are those that tell none.
fn check_version(claim: Option<&Value>) -> Result<(), AuthError> {
    let is_known = match claim {
        None => true,
        Some(Value::String(version)) => {
            version.len() <= MAX_VERSION_LENGTH
                && version.split('.').next() == Some("1")
                && version
                    .split('.')
                    .all(|it| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit()))
        }
        Some(version) => version.as_u64() == Some(1),
    };
    if is_known {
        Ok(())
    } else {
        Err(AuthError::Invalid(reason::VERSION))
    }
}

/// `aud`: one text or a short list of texts.
fn audiences(claim: Option<&Value>) -> Option<Vec<String>> {
    match claim {
        None => Some(Vec::new()),
        Some(Value::String(audience)) => Some(vec![audience.clone()]),
        Some(Value::Array(audiences)) if audiences.len() <= MAX_AUDIENCES => {
            audiences.iter().map(|it| it.as_str().map(str::to_owned)).collect()
        }
        Some(_) => None,
    }
}
