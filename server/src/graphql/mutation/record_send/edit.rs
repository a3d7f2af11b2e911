//! `editRecordSend`.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};

use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::id::record_send_id;
use crate::graphql::object::enumeration::ChangeOutcome;
use crate::graphql::object::record_send::RecordSend;
use crate::graphql::user_error::UserError;
use crate::service::record_send::{self as service, EditRecordSendError, Edited};

/// A change of what becomes of a record that was sent.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct EditRecordSendInput {
    /// What was sent.
    id: ID,
    /// Whether the institution is told when the program is completed later.
    has_updates: bool,
}

/// What became of the change.
#[derive(SimpleObject)]
pub(in crate::graphql) struct EditRecordSendPayload {
    /// What was sent; null where there is nothing of that id.
    record_send: Option<RecordSend>,
    /// `UPDATED`, `UNCHANGED` or `REFUSED`.
    outcome: ChangeOutcome,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<EditRecordSendErrorCode>>,
}

/// Why nothing changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum EditRecordSendErrorCode {
    /// The caller has sent nothing of that id.
    NotFound,
}

#[derive(Default)]
pub(in crate::graphql) struct EditRecordSend;

#[Object]
impl EditRecordSend {
    /// Decide whether an institution that was sent the caller's own record is told when the program is completed later. To end that it can
    /// see the record at all, revoke its link. Repeating the request changes nothing.
    async fn edit_record_send(
        &self,
        ctx: &Context<'_>,
        input: EditRecordSendInput,
    ) -> async_graphql::Result<EditRecordSendPayload> {
        let wish = service::EditRecordSend {
            id: record_send_id(&input.id)?,
            sends_updates: input.has_updates,
        };
        let (send, is_changed) = match service::edit(ctx.here()?, wish).await {
            Ok(Edited::Updated(send)) => (send, true),
            Ok(Edited::Unchanged(send)) => (send, false),
            Err(EditRecordSendError::Denied(denied)) => return Err(error::denied(denied)),
            Err(EditRecordSendError::Fault(fault)) => return Err(error::fault(fault)),
            Err(error @ EditRecordSendError::NotFound) => {
                return Ok(EditRecordSendPayload {
                    record_send: None,
                    outcome: ChangeOutcome::Refused,
                    user_errors: vec![UserError::at(EditRecordSendErrorCode::NotFound, error, ["id"])],
                });
            }
        };
        Ok(EditRecordSendPayload {
            record_send: Some(RecordSend(send)),
            outcome: ChangeOutcome::of_edit(is_changed),
            user_errors: Vec::new(),
        })
    }
}
