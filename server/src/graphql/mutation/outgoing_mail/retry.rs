//! `retryOutgoingMail`.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};

use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::id::outgoing_mail_id;
use crate::graphql::object::outgoing_mail::OutgoingMail;
use crate::graphql::user_error::UserError;
use crate::service::mail::{StepError, retry_mail};

/// A mail to send again.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct RetryOutgoingMailInput {
    /// The mail.
    id: ID,
}

/// What became of a mail to send again.
#[derive(SimpleObject)]
pub(in crate::graphql) struct RetryOutgoingMailPayload {
    /// The mail as it is now; null where there is none.
    outgoing_mail: Option<OutgoingMail>,
    /// Why it stays as it is; empty otherwise.
    user_errors: Vec<UserError<RetryOutgoingMailErrorCode>>,
}

/// Why a mail is not sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum RetryOutgoingMailErrorCode {
    /// There is no such mail.
    NotFound,
    /// It was sent, or is being sent.
    Settled,
}

#[derive(Default)]
pub(in crate::graphql) struct RetryOutgoingMail;

#[Object]
impl RetryOutgoingMail {
    /// Send a mail at once that waits, was given up or was dropped, with as many attempts as a new one. Staff only.
    async fn retry_outgoing_mail(
        &self,
        ctx: &Context<'_>,
        input: RetryOutgoingMailInput,
    ) -> async_graphql::Result<RetryOutgoingMailPayload> {
        use RetryOutgoingMailErrorCode as Code;
        let error = match retry_mail(ctx.here()?, outgoing_mail_id(&input.id)?).await {
            Ok(mail) => {
                return Ok(RetryOutgoingMailPayload {
                    outgoing_mail: Some(OutgoingMail(mail)),
                    user_errors: Vec::new(),
                });
            }
            Err(error) => error,
        };
        let message = error.to_string();
        let (code, mail) = match error {
            StepError::Denied(denied) => return Err(error::denied(denied)),
            StepError::Fault(fault) => return Err(error::fault(fault)),
            StepError::NotFound => (Code::NotFound, None),
            StepError::Settled(mail) => (Code::Settled, Some(*mail)),
        };
        Ok(RetryOutgoingMailPayload {
            outgoing_mail: mail.map(OutgoingMail),
            user_errors: vec![UserError::at(code, message, ["id"])],
        })
    }
}
