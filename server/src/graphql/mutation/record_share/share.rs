//! `shareRecord`.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

use crate::domain::idempotency::IdempotencyError;
use crate::domain::record_share::InvalidChoice;
use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::object::record_share::RecordShare;
use crate::graphql::scalar::PublicUuid;
use crate::graphql::user_error::UserError;
use crate::service::record_share::{self as service, ShareRecordError};

/// The record to share, and what to show of it.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct ShareRecordInput {
    /// The program of the record, by its UUID in the catalogue.
    program: PublicUuid,
    /// What to call the link, at most 100 characters; only its owner and staff see it.
    label: Option<String>,
    /// When the link ends by itself, within ten years; null for never.
    expires_at: Option<DateTime<Utc>>,
    /// Whether it shows grades and attempts.
    #[graphql(default = true)]
    shows_grades: bool,
    /// Whether it shows the learner's name.
    #[graphql(default = true)]
    shows_name: bool,
    /// Whether it shows the learner's mail address.
    #[graphql(default)]
    shows_email: bool,
    /// Makes a repeated request answer as the first time, for 7 days: a text of at most 255 characters that the caller chooses for
    /// each request.
    idempotency_key: Option<String>,
}

/// What became of sharing a record.
#[derive(SimpleObject)]
pub(in crate::graphql) struct ShareRecordPayload {
    /// The new link; null where none was made.
    record_share: Option<RecordShare>,
    /// Why none was made; empty otherwise.
    user_errors: Vec<UserError<ShareRecordErrorCode>>,
}

/// Why no link was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum ShareRecordErrorCode {
    /// The catalogue does not know the program.
    ProgramNotFound,
    /// The label is too long or has control characters.
    InvalidLabel,
    /// The link would end in the past, or more than ten years ahead.
    InvalidExpiresAt,
    /// Twenty links to this record are open already.
    TooManyShares,
    /// The idempotency key is empty, too long, has control characters, or a space at either end.
    InvalidIdempotencyKey,
    /// The idempotency key was used for a different request.
    IdempotencyMismatch,
}

#[derive(Default)]
pub(in crate::graphql) struct ShareRecord;

#[Object]
impl ShareRecord {
    /// Make a link by which anybody sees the caller's own record in a program, until it expires or is revoked. A record may have
    /// several. Needs a token.
    async fn share_record(
        &self,
        ctx: &Context<'_>,
        input: ShareRecordInput,
    ) -> async_graphql::Result<ShareRecordPayload> {
        use ShareRecordErrorCode as Code;
        let ShareRecordInput {
            program,
            label,
            expires_at,
            shows_grades,
            shows_name,
            shows_email,
            idempotency_key,
        } = input;
        let wish = service::ShareRecord {
            program: program.0,
            label,
            expires_at,
            shows_grades,
            shows_name,
            shows_email,
            idempotency_key,
        };
        let error = match service::share(ctx.here()?, wish).await {
            Ok(share) => {
                return Ok(ShareRecordPayload {
                    record_share: Some(RecordShare(share)),
                    user_errors: Vec::new(),
                });
            }
            Err(error) => error,
        };
        let message = error.to_string();
        let (code, path): (_, &[&str]) = match error {
            ShareRecordError::Denied(denied) => return Err(error::denied(denied)),
            ShareRecordError::Fault(fault) => return Err(error::fault(fault)),
            ShareRecordError::ProgramNotFound => (Code::ProgramNotFound, &["program"]),
            ShareRecordError::Choice(InvalidChoice::Label(_)) => (Code::InvalidLabel, &["label"]),
            ShareRecordError::Choice(InvalidChoice::ExpiresAt) => (Code::InvalidExpiresAt, &["expiresAt"]),
            ShareRecordError::TooManyShares => (Code::TooManyShares, &[]),
            ShareRecordError::Idempotency(IdempotencyError::InvalidKey) => {
                (Code::InvalidIdempotencyKey, &["idempotencyKey"])
            }
            ShareRecordError::Idempotency(IdempotencyError::Mismatch) => {
                (Code::IdempotencyMismatch, &["idempotencyKey"])
            }
        };
        Ok(ShareRecordPayload {
            record_share: None,
            user_errors: vec![UserError::at(code, message, path.iter().copied())],
        })
    }
}
