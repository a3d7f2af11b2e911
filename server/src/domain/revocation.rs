//! Withdrawing a credential.

use chrono::{DateTime, Utc};
use entity::{CredentialStatus, credential};

/// What a request to revoke comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The row after the revocation.
    Revoke(Box<credential::Model>),
    /// It was revoked before: nothing changes, so that a repeated request is harmless.
    Unchanged,
    /// The caller has seen another version of the credential.
    Stale {
        /// The version it has now.
        version: i32,
    },
}

/// Decides on a request to revoke `credential`.
#[must_use]
pub fn decide(
    credential: &credential::Model,
    reason: Option<String>,
    expected_version: Option<i32>,
    now: DateTime<Utc>,
) -> Decision {
    if expected_version.is_some_and(|it| it != credential.version) {
        return Decision::Stale {
            version: credential.version,
        };
    }
    match credential.status {
        CredentialStatus::Revoked => Decision::Unchanged,
        CredentialStatus::Awarded => Decision::Revoke(Box::new(credential::Model {
            status: CredentialStatus::Revoked,
            revoked_at: Some(now),
            revocation_reason: reason,
            version: credential.version + 1,
            updated_at: now,
            ..credential.clone()
        })),
    }
}
