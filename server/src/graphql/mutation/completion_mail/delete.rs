//! `deleteCompletionMail`.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};

use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::id::completion_mail_id;
use crate::graphql::object::completion_mail::CompletionMail;
use crate::graphql::object::enumeration::ChangeOutcome;
use crate::graphql::user_error::UserError;
use crate::service;
use crate::service::completion_mail::CompletionMailError;

/// A completion mail to remove.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct DeleteCompletionMailInput {
    /// The completion mail.
    id: ID,
    /// Remove it only if it has this version.
    expected_version: Option<i32>,
}

/// What became of a completion mail to remove.
#[derive(SimpleObject)]
pub(in crate::graphql) struct DeleteCompletionMailPayload {
    /// The completion mail, as it was if it was removed; null where there is none.
    completion_mail: Option<CompletionMail>,
    /// `DELETED` or `REFUSED`.
    outcome: ChangeOutcome,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<DeleteCompletionMailErrorCode>>,
}

/// Why a completion mail was not removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum DeleteCompletionMailErrorCode {
    /// There is no such completion mail.
    NotFound,
    /// The expected version is not positive.
    InvalidExpectedVersion,
    /// The completion mail has another version than the expected one.
    VersionConflict,
}

#[derive(Default)]
pub(in crate::graphql) struct DeleteCompletionMail;

#[Object]
impl DeleteCompletionMail {
    /// Remove what learners are told by mail: a wider one counts from then on, where there is one. Staff only.
    async fn delete_completion_mail(
        &self,
        ctx: &Context<'_>,
        input: DeleteCompletionMailInput,
    ) -> async_graphql::Result<DeleteCompletionMailPayload> {
        use DeleteCompletionMailErrorCode as Code;
        let DeleteCompletionMailInput { id, expected_version } = input;
        let error =
            match service::completion_mail::delete(ctx.here()?, completion_mail_id(&id)?, expected_version).await {
                Ok(gone) => {
                    return Ok(DeleteCompletionMailPayload {
                        completion_mail: Some(CompletionMail(gone)),
                        outcome: ChangeOutcome::Deleted,
                        user_errors: Vec::new(),
                    });
                }
                Err(error) => error,
            };
        let message = error.to_string();
        let (code, field, mail) = match error {
            CompletionMailError::Denied(denied) => return Err(error::denied(denied)),
            CompletionMailError::Fault(fault) => return Err(error::fault(fault)),
            CompletionMailError::NotFound => (Code::NotFound, "id", None),
            CompletionMailError::InvalidVersion => (Code::InvalidExpectedVersion, "expectedVersion", None),
            CompletionMailError::Stale(it) => (Code::VersionConflict, "expectedVersion", Some(*it)),
            CompletionMailError::Unfit(_)
            | CompletionMailError::Exists(_)
            | CompletionMailError::Idempotency(_)
            | CompletionMailError::NoAddress => return Err(error::impossible(&message)),
        };
        Ok(DeleteCompletionMailPayload {
            completion_mail: mail.map(CompletionMail),
            outcome: ChangeOutcome::Refused,
            user_errors: vec![UserError::at(code, message, [field])],
        })
    }
}
