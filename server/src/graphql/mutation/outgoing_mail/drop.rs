//! `dropOutgoingMail`.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};

use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::id::outgoing_mail_id;
use crate::graphql::object::outgoing_mail::OutgoingMail;
use crate::graphql::user_error::UserError;
use crate::service::mail::{StepError, drop_mail};

/// A mail not to send.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct DropOutgoingMailInput {
    /// The mail.
    id: ID,
}

/// What became of a mail not to send.
#[derive(SimpleObject)]
pub(in crate::graphql) struct DropOutgoingMailPayload {
    /// The mail as it is now; null where there is none.
    outgoing_mail: Option<OutgoingMail>,
    /// Why it stays as it is; empty otherwise.
    user_errors: Vec<UserError<DropOutgoingMailErrorCode>>,
}

/// Why a mail was not dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum DropOutgoingMailErrorCode {
    /// There is no such mail.
    NotFound,
    /// It does not wait: it was sent, is being sent, was given up or was dropped.
    Settled,
}

#[derive(Default)]
pub(in crate::graphql) struct DropOutgoingMail;

#[Object]
impl DropOutgoingMail {
    /// Do not send a mail that waits. Staff only.
    async fn drop_outgoing_mail(
        &self,
        ctx: &Context<'_>,
        input: DropOutgoingMailInput,
    ) -> async_graphql::Result<DropOutgoingMailPayload> {
        use DropOutgoingMailErrorCode as Code;
        let error = match drop_mail(ctx.here()?, outgoing_mail_id(&input.id)?).await {
            Ok(mail) => {
                return Ok(DropOutgoingMailPayload {
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
        Ok(DropOutgoingMailPayload {
            outgoing_mail: mail.map(OutgoingMail),
            user_errors: vec![UserError::at(code, message, ["id"])],
        })
    }
}
