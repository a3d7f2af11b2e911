//! `deleteSignatory`.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};

use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::id::signatory_id;
use crate::graphql::object::enumeration::ChangeOutcome;
use crate::graphql::object::signatory::Signatory;
use crate::graphql::user_error::UserError;
use crate::service;
use crate::service::signatory::SignatoryError;

/// A signatory to remove.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct DeleteSignatoryInput {
    /// The signatory.
    id: ID,
    /// Remove it only if it has this version.
    expected_version: Option<i32>,
}

/// What became of a signatory to remove.
#[derive(SimpleObject)]
pub(in crate::graphql) struct DeleteSignatoryPayload {
    /// The signatory, as it was if it was removed; null where there is none.
    signatory: Option<Signatory>,
    /// `DELETED` or `REFUSED`.
    outcome: ChangeOutcome,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<DeleteSignatoryErrorCode>>,
}

/// Why a signatory was not removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum DeleteSignatoryErrorCode {
    /// There is no such signatory.
    NotFound,
    /// A configuration names it.
    Used,
    /// The expected version is not positive.
    InvalidExpectedVersion,
    /// The signatory has another version than the expected one.
    VersionConflict,
}

#[derive(Default)]
pub(in crate::graphql) struct DeleteSignatory;

#[Object]
impl DeleteSignatory {
    /// Remove a signatory whom no configuration names. Certificates that were awarded keep who signed them. Staff only.
    async fn delete_signatory(
        &self,
        ctx: &Context<'_>,
        input: DeleteSignatoryInput,
    ) -> async_graphql::Result<DeleteSignatoryPayload> {
        use DeleteSignatoryErrorCode as Code;
        let DeleteSignatoryInput { id, expected_version } = input;
        let error = match service::signatory::delete(ctx.here()?, signatory_id(&id)?, expected_version).await {
            Ok(gone) => {
                return Ok(DeleteSignatoryPayload {
                    signatory: Some(Signatory(gone)),
                    outcome: ChangeOutcome::Deleted,
                    user_errors: Vec::new(),
                });
            }
            Err(error) => error,
        };
        let message = error.to_string();
        let (code, field, signatory) = match error {
            SignatoryError::Denied(denied) => return Err(error::denied(denied)),
            SignatoryError::Fault(fault) => return Err(error::fault(fault)),
            SignatoryError::NotFound => (Code::NotFound, "id", None),
            SignatoryError::Used => (Code::Used, "id", None),
            SignatoryError::InvalidVersion => (Code::InvalidExpectedVersion, "expectedVersion", None),
            SignatoryError::Stale(it) => (Code::VersionConflict, "expectedVersion", Some(*it)),
            SignatoryError::Unfit(_) | SignatoryError::Idempotency(_) => return Err(error::impossible(&message)),
        };
        Ok(DeleteSignatoryPayload {
            signatory: signatory.map(Signatory),
            outcome: ChangeOutcome::Refused,
            user_errors: vec![UserError::at(code, message, [field])],
        })
    }
}
