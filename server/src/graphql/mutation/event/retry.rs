//! `retryEvent`.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};
use entity::id::EventId;

use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::object::enumeration::EditOutcome;
use crate::graphql::scalar::PublicUuid;
use crate::graphql::user_error::UserError;
use crate::service::operations::{EventError, retry_event};

/// An event that was given up, to be delivered after all.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct RetryEventInput {
    /// The event.
    uuid: PublicUuid,
}

/// What became of an event that was given up, to be delivered after all.
#[derive(SimpleObject)]
pub(in crate::graphql) struct RetryEventPayload {
    /// What became of the request.
    outcome: EditOutcome,
    /// Why the event stays as it is; empty otherwise.
    user_errors: Vec<UserError<RetryEventErrorCode>>,
}

/// Why an event stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum RetryEventErrorCode {
    /// There is no such event: perhaps it was dropped.
    NotFound,
    /// It was delivered, or delivering it is still tried.
    NotGivenUp,
}

#[derive(Default)]
pub(in crate::graphql) struct RetryEvent;

#[Object]
impl RetryEvent {
    /// Have an event delivered that was given up: at once, and with as many attempts as a new one. Superusers only; the audit trail tells of it.
    async fn retry_event(&self, ctx: &Context<'_>, input: RetryEventInput) -> async_graphql::Result<RetryEventPayload> {
        use RetryEventErrorCode as Code;
        let error = match retry_event(ctx.here()?, EventId(input.uuid.0)).await {
            Ok(()) => {
                return Ok(RetryEventPayload {
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
        Ok(RetryEventPayload {
            outcome: EditOutcome::Refused,
            user_errors: vec![UserError::at(code, message, ["uuid"])],
        })
    }
}
