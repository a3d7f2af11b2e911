//! When a token counts: `iat`, `nbf` and `exp`, each a whole number of seconds since 1970.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use crate::auth::error::{AuthError, reason};
use crate::domain::instant;

/// When a token counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "names of instants end in `_at`")]
pub(in crate::auth) struct TimeWindow {
    /// `exp`: from here on it does not count.
    pub(in crate::auth) expires_at: DateTime<Utc>,
    /// `iat`.
    pub(in crate::auth) issued_at: DateTime<Utc>,
    /// The later of `iat` and `nbf`: before this it does not count.
    starts_at: DateTime<Utc>,
}

impl TimeWindow {
    /// Reads the three claims; `nbf` may be absent.
    pub(super) fn read<'a>(claim: impl Fn(&str) -> Option<&'a Value>) -> Result<Self, AuthError> {
        let required = |name| claim(name).and_then(instant).ok_or(AuthError::Invalid(reason::CLAIM));
        let expires_at = required("exp")?;
        let issued_at = required("iat")?;
        let starts_at = match claim("nbf") {
            None => issued_at,
            Some(_) => required("nbf")?.max(issued_at),
        };
        Ok(Self {
            expires_at,
            issued_at,
            starts_at,
        })
    }

    /// Whether the token counts at `now`, give or take `leeway`.
    pub(in crate::auth) fn check(&self, now: DateTime<Utc>, leeway: TimeDelta) -> Result<(), AuthError> {
        if now >= self.expires_at + leeway {
            return Err(AuthError::Invalid(reason::EXPIRED));
        }
        if now + leeway < self.starts_at {
            return Err(AuthError::Invalid(reason::NOT_YET_VALID));
        }
        Ok(())
    }
}

/// A whole number of seconds since 1970, up to 2199; neither text nor fractions.
fn instant(claim: &Value) -> Option<DateTime<Utc>> {
    let seconds = claim.as_i64().filter(|it| *it >= 0)?;
    instant::parse(DateTime::from_timestamp(seconds, 0)?).ok()
}
