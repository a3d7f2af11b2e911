//! `dropEvent`.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};
use entity::id::EventId;

use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::object::enumeration::EditOutcome;
use crate::graphql::scalar::PublicUuid;
use crate::graphql::user_error::UserError;
use crate::service::operations::{EventError, drop_event};

/// An event that was given up, not to be delivered.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct DropEventInput {
    /// The event.
    uuid: PublicUuid,
}

/// What became of an event that was given up, not to be delivered.
#[derive(SimpleObject)]
pub(in crate::graphql) struct DropEventPayload {
    /// What became of the request.
    outcome: EditOutcome,
    /// Why the event stays as it is; empty otherwise.
    user_errors: Vec<UserError<DropEventErrorCode>>,
}

/// Why an event stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum DropEventErrorCode {
    /// There is no such event: perhaps it was dropped.
    NotFound,
    /// It was delivered, or delivering it is still tried.
    NotGivenUp,
}

#[derive(Default)]
pub(in crate::graphql) struct DropEvent;

#[Object]
impl DropEvent {
    /// Have an event never delivered that was given up. Other systems will not hear of what it announces. Superusers only; the audit trail tells of it.
    async fn drop_event(&self, ctx: &Context<'_>, input: DropEventInput) -> async_graphql::Result<DropEventPayload> {
        use DropEventErrorCode as Code;
        let error = match drop_event(ctx.here()?, EventId(input.uuid.0)).await {
            Ok(()) => {
                return Ok(DropEventPayload {
                    outcome: EditOutcome::Updated,
                    user_errors: Vec::new(),
                });
            }
            Err(error) => error,
        };
        let message = error.to_string();
        let code = match error {
            EventError::Denied(denied) => return Err(error::denied(denied)),
            EventError::Fault(fault) => return Err(error::fault(fault)),
            EventError::NotFound => Code::NotFound,
            EventError::NotGivenUp => Code::NotGivenUp,
        };
        Ok(DropEventPayload {
            outcome: EditOutcome::Refused,
            user_errors: vec![UserError::at(code, message, ["uuid"])],
        })
    }
}
