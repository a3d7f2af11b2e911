//! `revokeCredential`.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};
use entity::id::CredentialId;

use super::LearningObjectInput;
use crate::domain::idempotency::IdempotencyError;
use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::object::credential::Credential;
use crate::graphql::scalar::PublicUuid;
use crate::graphql::user_error::UserError;
use crate::service;
use crate::service::credential::revoke::{Outcome, RawReference, RawRevocation, RevokeCredentialError};

/// A credential to revoke: named by `uuid`, or by `username` and `learningObject`.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct RevokeCredentialInput {
    /// Its certificate number.
    uuid: Option<PublicUuid>,
    /// The learner's name on the platform.
    username: Option<String>,
    /// What it was awarded for.
    learning_object: Option<LearningObjectInput>,
    /// Why, for staff and the learner: at most 1,000 characters.
    reason: Option<String>,
    /// Revoke it only if it has this version.
    expected_version: Option<i32>,
    /// Makes a repeated request answer as the first time, for 7 days: a text of at most 255 characters that the caller chooses for
    /// each request.
    idempotency_key: Option<String>,
}

impl From<RevokeCredentialInput> for RawRevocation {
    fn from(it: RevokeCredentialInput) -> Self {
        let RevokeCredentialInput {
            uuid,
            username,
            learning_object,
            reason,
            expected_version,
            idempotency_key,
        } = it;
        let reference = match (uuid, username, learning_object) {
            (Some(uuid), None, None) => RawReference::Id(CredentialId(uuid.0)),
            (None, Some(username), Some(object)) => RawReference::Holder(username, object.into()),
            _ => RawReference::Unclear,
        };
        Self {
            reference,
            reason,
            expected_version,
            idempotency_key,
        }
    }
}

/// What became of a revocation.
#[derive(SimpleObject)]
pub(in crate::graphql) struct RevokeCredentialPayload {
    /// The credential as it is now; null where it was not found or could not be looked for.
    pub(super) credential: Option<Credential>,
    /// What became of the revocation.
    pub(super) outcome: RevokeOutcome,
    /// Why it was refused; empty otherwise.
    pub(super) user_errors: Vec<UserError<RevokeCredentialErrorCode>>,
}

/// What became of a revocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum RevokeOutcome {
    /// It is revoked now.
    Revoked,
    /// It was revoked before; nothing was written, and the first reason stands.
    Unchanged,
    /// Nothing was stored; `userErrors` say why.
    Refused,
}

/// Why a revocation was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum RevokeCredentialErrorCode {
    /// There is no such credential.
    NotFound,
    /// The credential is not named in exactly one way, or its learning object's id does not fit its kind.
    InvalidReference,
    /// The username breaks the platform's rule.
    InvalidUsername,
    /// The reason is too long or has control characters.
    InvalidReason,
    /// The expected version is not positive.
    InvalidExpectedVersion,
    /// The credential has another version than the expected one.
    VersionConflict,
    /// An earlier item of a list revokes the same credential.
    DuplicateItem,
    /// Another item of an all-or-none list was refused.
    BatchRefused,
    /// The idempotency key is empty, too long, has control characters, or a space at either end.
    InvalidIdempotencyKey,
    /// The idempotency key was used for a different request.
    IdempotencyMismatch,
}

#[derive(Default)]
pub(in crate::graphql) struct RevokeCredential;

#[Object]
impl RevokeCredential {
    /// Revoke a credential. Its public page says so at once; awarding it again reinstates it. Repeating the request changes nothing.
    /// Staff and service accounts only.
    async fn revoke_credential(
        &self,
        ctx: &Context<'_>,
        input: RevokeCredentialInput,
    ) -> async_graphql::Result<RevokeCredentialPayload> {
        use RevokeCredentialErrorCode as Code;
        let error = match service::credential::revoke::revoke(ctx.here()?, input.into()).await {
            Ok(revocation) => {
                let outcome = match revocation.outcome {
                    Outcome::Revoked => RevokeOutcome::Revoked,
                    Outcome::Unchanged => RevokeOutcome::Unchanged,
                };
                return Ok(RevokeCredentialPayload {
                    credential: Some(revocation.credential.into()),
                    outcome,
                    user_errors: Vec::new(),
                });
            }
            Err(error) => error,
        };
        let message = error.to_string();
        let (code, path, credential): (_, &[&str], _) = match error {
            RevokeCredentialError::Denied(denied) => return Err(error::denied(denied)),
            RevokeCredentialError::Fault(fault) => return Err(error::fault(fault)),
            RevokeCredentialError::NotFound => (Code::NotFound, &[], None),
            RevokeCredentialError::UnclearReference => (Code::InvalidReference, &[], None),
            RevokeCredentialError::LearningObject(_) => (Code::InvalidReference, &["learningObject", "id"], None),
            RevokeCredentialError::Username(_) => (Code::InvalidUsername, &["username"], None),
            RevokeCredentialError::Reason(_) => (Code::InvalidReason, &["reason"], None),
            RevokeCredentialError::InvalidVersion => (Code::InvalidExpectedVersion, &["expectedVersion"], None),
            RevokeCredentialError::Stale(credential) => (
                Code::VersionConflict,
                &["expectedVersion"],
                Some(Credential::from(*credential)),
            ),
            RevokeCredentialError::Idempotency(IdempotencyError::InvalidKey) => {
                (Code::InvalidIdempotencyKey, &["idempotencyKey"], None)
            }
            RevokeCredentialError::Idempotency(IdempotencyError::Mismatch) => {
                (Code::IdempotencyMismatch, &["idempotencyKey"], None)
            }
        };
        let user_errors = vec![UserError::at(code, message, path.iter().copied())];
        Ok(RevokeCredentialPayload {
            credential,
            outcome: RevokeOutcome::Refused,
            user_errors,
        })
    }
}
