//! `setCredentialVisibility`.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};
use entity::id::CredentialId;

use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::object::credential::Credential;
use crate::graphql::object::enumeration::{CredentialVisibility, EditOutcome};
use crate::graphql::scalar::PublicUuid;
use crate::graphql::user_error::UserError;
use crate::service;
use crate::service::credential::visibility::{SetVisibility, SetVisibilityError, VisibilitySet};

/// Who may see a credential.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct SetCredentialVisibilityInput {
    /// Certificate number.
    uuid: PublicUuid,
    /// Who may see it from now on.
    visibility: CredentialVisibility,
    /// Change it only if the credential has this version.
    expected_version: Option<i32>,
}

/// What became of it.
#[derive(SimpleObject)]
pub(in crate::graphql) struct SetCredentialVisibilityPayload {
    /// The credential as it is now; null where it was not found.
    credential: Option<Credential>,
    /// What became of it.
    outcome: EditOutcome,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<SetCredentialVisibilityErrorCode>>,
}

/// Why the visibility did not change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum SetCredentialVisibilityErrorCode {
    /// There is no such credential for the caller.
    NotFound,
    /// The credential has another version than the expected one.
    VersionConflict,
}

#[derive(Default)]
pub(in crate::graphql) struct SetCredentialVisibility;

#[Object]
impl SetCredentialVisibility {
    /// Keep a credential of one's own private, or let everybody with its number see it again. A private one does not exist for visitors;
    /// records that its learner shares still tell that the course was earned. For the learner alone.
    async fn set_credential_visibility(
        &self,
        ctx: &Context<'_>,
        input: SetCredentialVisibilityInput,
    ) -> async_graphql::Result<SetCredentialVisibilityPayload> {
        use SetCredentialVisibilityErrorCode as Code;
        let SetCredentialVisibilityInput {
            uuid,
            visibility,
            expected_version,
        } = input;
        let wish = SetVisibility {
            id: CredentialId(uuid.0),
            visibility: visibility.into(),
            expected_version,
        };
        let payload = |outcome, credential: Option<entity::credential::Model>| SetCredentialVisibilityPayload {
            credential: credential.map(Into::into),
            outcome,
            user_errors: Vec::new(),
        };
        let error = match service::credential::visibility::set_visibility(ctx.here()?, wish).await {
            Ok(VisibilitySet::Updated(it)) => return Ok(payload(EditOutcome::Updated, Some(it))),
            Ok(VisibilitySet::Unchanged(it)) => return Ok(payload(EditOutcome::Unchanged, Some(it))),
            Err(error) => error,
        };
        let message = error.to_string();
        let (code, field, credential) = match error {
            SetVisibilityError::Denied(denied) => return Err(error::denied(denied)),
            SetVisibilityError::Fault(fault) => return Err(error::fault(fault)),
            SetVisibilityError::NotFound => (Code::NotFound, "uuid", None),
            SetVisibilityError::Stale(it) => (Code::VersionConflict, "expectedVersion", Some(*it)),
        };
        Ok(SetCredentialVisibilityPayload {
            user_errors: vec![UserError::at(code, message, [field])],
            ..payload(EditOutcome::Refused, credential)
        })
    }
}
