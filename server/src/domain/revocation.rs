//! Withdrawing a credential.

use chrono::{DateTime, Utc};
use entity::id::CredentialId;
use entity::{CredentialStatus, credential};

use crate::domain::idempotency::IdempotencyError;

/// One credential of a list to revoke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RevocationRequest {
    /// Which one.
    pub id: CredentialId,
    /// The version that the caller has seen.
    pub expected_version: Option<i32>,
}

/// Why an item of a list to revoke is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
pub enum Refusal {
    /// No such credential.
    #[error("there is no such credential")]
    NotFound,
    /// The expected version is not positive.
    #[error("a version is a positive number")]
    InvalidVersion,
    /// The caller has seen another version.
    #[error("the credential has version {version} now")]
    Stale {
        /// The version it has now.
        version: i32,
    },
    /// The same credential appears earlier in the list.
    #[error("item {first} revokes the same credential")]
    DuplicateItem {
        /// The earlier one's place in the list, from 0.
        first: usize,
    },
    /// The idempotency key is unfit, or was used for another revocation.
    #[error(transparent)]
    IdempotencyKey(#[from] IdempotencyError),
    /// Another item of an all-or-none list was refused.
    #[error("not stored, because another item was refused")]
    BatchRefused,
}

impl Refusal {
    /// Where in the item's input the fault lies; none for the item as a whole.
    #[must_use]
    pub fn path(&self) -> Option<&'static str> {
        match self {
            Self::NotFound => Some("uuid"),
            Self::InvalidVersion | Self::Stale { .. } => Some("expectedVersion"),
            Self::IdempotencyKey(_) => Some("idempotencyKey"),
            Self::DuplicateItem { .. } | Self::BatchRefused => None,
        }
    }
}

/// Reads an item of a list to revoke.
pub fn parse(id: CredentialId, expected_version: Option<i32>) -> Result<RevocationRequest, Vec<Refusal>> {
    if expected_version.is_some_and(|it| it < 1) {
        return Err(vec![Refusal::InvalidVersion]);
    }
    Ok(RevocationRequest { id, expected_version })
}

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
