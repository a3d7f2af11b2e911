//! `editRecordShare`.

use async_graphql::{Context, Enum, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use chrono::{DateTime, Utc};

use crate::domain::edit::Edit;
use crate::domain::record_share::InvalidChoice;
use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::id::NodeId;
use crate::graphql::object::enumeration::EditOutcome;
use crate::graphql::object::record_share::RecordShare;
use crate::graphql::user_error::UserError;
use crate::service::record_share::{self as service, EditRecordShareError, Edited};

/// What to change of a link. What is not given stays as it is.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct EditRecordShareInput {
    /// The link.
    id: ID,
    /// What to call it, at most 100 characters; null for nothing.
    label: MaybeUndefined<String>,
    /// When it ends by itself, within ten years; null for never.
    expires_at: MaybeUndefined<DateTime<Utc>>,
    /// Whether it shows grades and attempts.
    shows_grades: Option<bool>,
    /// Whether it shows the learner's name.
    shows_name: Option<bool>,
    /// Whether it shows the learner's mail address.
    shows_email: Option<bool>,
    /// Change the link only if it has this version.
    expected_version: Option<i32>,
}

/// What became of a change.
#[derive(SimpleObject)]
pub(in crate::graphql) struct EditRecordSharePayload {
    /// The link as it is now; null where it was not found.
    record_share: Option<RecordShare>,
    /// What became of the change.
    outcome: EditOutcome,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<EditRecordShareErrorCode>>,
}

/// Why a change was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum EditRecordShareErrorCode {
    /// There is no such link, or it is not the caller's.
    NotFound,
    /// The label is too long or has control characters.
    InvalidLabel,
    /// The link would end in the past, or more than ten years ahead.
    InvalidExpiresAt,
    /// It was revoked, which is for ever.
    Revoked,
    /// The link has another version than the expected one.
    VersionConflict,
}

#[derive(Default)]
pub(in crate::graphql) struct EditRecordShare;

#[Object]
impl EditRecordShare {
    /// Change what a link to the caller's own record shows, what it is called, and when it ends. Its address stays. One that has expired
    /// may be given more time; one that was revoked may not. Needs a token.
    async fn edit_record_share(
        &self,
        ctx: &Context<'_>,
        input: EditRecordShareInput,
    ) -> async_graphql::Result<EditRecordSharePayload> {
        use EditRecordShareErrorCode as Code;
        let here = ctx.here()?;
        let done = |outcome, share| {
            Ok(EditRecordSharePayload {
                record_share: Some(RecordShare(share)),
                outcome,
                user_errors: Vec::new(),
            })
        };
        let refused = |code, message: String, path: &[&str], share| {
            Ok(EditRecordSharePayload {
                record_share: share,
                outcome: EditOutcome::Refused,
                user_errors: vec![UserError::at(code, message, path.iter().copied())],
            })
        };
        let EditRecordShareInput {
            id,
            label,
            expires_at,
            shows_grades,
            shows_name,
            shows_email,
            expected_version,
        } = input;
        let NodeId::RecordShare(id) = NodeId::decode(&id).map_err(error::bad_input)? else {
            return Err(error::bad_input(
                "`id` names no link to a record, as in recordShare:<uuid>",
            ));
        };
        let wish = service::EditRecordShare {
            id,
            label: given(label),
            expires_at: given(expires_at),
            shows_grades,
            shows_name,
            shows_email,
            expected_version,
        };
        let error = match service::edit(here, wish).await {
            Ok(Edited::Updated(share)) => return done(EditOutcome::Updated, share),
            Ok(Edited::Unchanged(share)) => return done(EditOutcome::Unchanged, share),
            Err(error) => error,
        };
        let message = error.to_string();
        match error {
            EditRecordShareError::Denied(denied) => Err(error::denied(denied)),
            EditRecordShareError::Fault(fault) => Err(error::fault(fault)),
            EditRecordShareError::NotFound => refused(Code::NotFound, message, &["id"], None),
            EditRecordShareError::Choice(InvalidChoice::Label(_)) => {
                refused(Code::InvalidLabel, message, &["label"], None)
            }
            EditRecordShareError::Choice(InvalidChoice::ExpiresAt) => {
                refused(Code::InvalidExpiresAt, message, &["expiresAt"], None)
            }
            EditRecordShareError::Revoked => refused(Code::Revoked, message, &["id"], None),
            EditRecordShareError::Stale(share) => {
                let share = Some(RecordShare(*share));
                refused(Code::VersionConflict, message, &["expectedVersion"], share)
            }
        }
    }
}

/// What was given, null included.
fn given<T>(value: MaybeUndefined<T>) -> Edit<T> {
    match value {
        MaybeUndefined::Undefined => Edit::Keep,
        MaybeUndefined::Null => Edit::Clear,
        MaybeUndefined::Value(value) => Edit::Set(value),
    }
}
