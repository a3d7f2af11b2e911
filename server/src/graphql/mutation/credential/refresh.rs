//! `refreshCredential`.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};
use entity::id::CredentialId;

use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::object::credential::Credential;
use crate::graphql::object::enumeration::ChangeOutcome;
use crate::graphql::scalar::PublicUuid;
use crate::graphql::user_error::UserError;
use crate::service;
use crate::service::credential::refresh::{RefreshCredentialError, Refreshed};

/// A certificate to pin anew.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct RefreshCredentialInput {
    /// Its certificate number.
    uuid: PublicUuid,
    /// Why, for the history: 1 to 1,000 characters.
    reason: String,
    /// Refresh it only if it has this version.
    expected_version: Option<i32>,
}

/// What became of a certificate to pin anew.
#[derive(SimpleObject)]
pub(in crate::graphql) struct RefreshCredentialPayload {
    /// The credential as it is now; null where there is none.
    credential: Option<Credential>,
    /// `UPDATED`, `UNCHANGED` or `REFUSED`.
    outcome: ChangeOutcome,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<RefreshCredentialErrorCode>>,
}

/// Why a certificate was not pinned anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum RefreshCredentialErrorCode {
    /// There is no such credential.
    NotFound,
    /// The reason is blank, too long, or has control characters.
    InvalidReason,
    /// The expected version is not positive.
    InvalidExpectedVersion,
    /// The credential has another version than the expected one.
    VersionConflict,
}

#[derive(Default)]
pub(in crate::graphql) struct RefreshCredential;

#[Object]
impl RefreshCredential {
    /// Pin anew what a certificate shows: names, titles, organizations, signatories, language and template as they are now. The history
    /// tells that and why. Repeating the request changes nothing. Staff only.
    async fn refresh_credential(
        &self,
        ctx: &Context<'_>,
        input: RefreshCredentialInput,
    ) -> async_graphql::Result<RefreshCredentialPayload> {
        use RefreshCredentialErrorCode as Code;
        let RefreshCredentialInput {
            uuid,
            reason,
            expected_version,
        } = input;
        let refreshed =
            service::credential::refresh::refresh(ctx.here()?, CredentialId(uuid.0), reason, expected_version).await;
        let error = match refreshed {
            Ok(Refreshed { is_changed, credential }) => {
                return Ok(RefreshCredentialPayload {
                    credential: Some(credential.into()),
                    outcome: ChangeOutcome::of_edit(is_changed),
                    user_errors: Vec::new(),
                });
            }
            Err(error) => error,
        };
        let message = error.to_string();
        let (code, field, credential) = match error {
            RefreshCredentialError::Denied(denied) => return Err(error::denied(denied)),
            RefreshCredentialError::Fault(fault) => return Err(error::fault(fault)),
            RefreshCredentialError::NotFound => (Code::NotFound, "uuid", None),
            RefreshCredentialError::Reason => (Code::InvalidReason, "reason", None),
            RefreshCredentialError::InvalidVersion => (Code::InvalidExpectedVersion, "expectedVersion", None),
            RefreshCredentialError::Stale(it) => (Code::VersionConflict, "expectedVersion", Some(*it)),
        };
        Ok(RefreshCredentialPayload {
            credential: credential.map(Into::into),
            outcome: ChangeOutcome::Refused,
            user_errors: vec![UserError::at(code, message, [field])],
        })
    }
}
