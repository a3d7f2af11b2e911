//! `testCompletionMail`.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};

use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::id::completion_mail_id;
use crate::graphql::object::outgoing_mail::OutgoingMail;
use crate::graphql::user_error::UserError;
use crate::service;
use crate::service::completion_mail::CompletionMailError;

/// A completion mail to try.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct TestCompletionMailInput {
    /// The completion mail.
    id: ID,
}

/// What became of trying a completion mail.
#[derive(SimpleObject)]
pub(in crate::graphql) struct TestCompletionMailPayload {
    /// The mail to the caller; null where it was refused.
    outgoing_mail: Option<OutgoingMail>,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<TestCompletionMailErrorCode>>,
}

/// Why a completion mail was not tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum TestCompletionMailErrorCode {
    /// There is no such completion mail.
    NotFound,
    /// The caller's mail address is not known.
    NoAddress,
}

#[derive(Default)]
pub(in crate::graphql) struct TestCompletionMail;

#[Object]
impl TestCompletionMail {
    /// Send a completion mail to the caller, with a made-up name in it, also where it is switched off. Asked for again within the same
    /// minute, it answers with the same mail. Staff only.
    async fn test_completion_mail(
        &self,
        ctx: &Context<'_>,
        input: TestCompletionMailInput,
    ) -> async_graphql::Result<TestCompletionMailPayload> {
        use TestCompletionMailErrorCode as Code;
        let error = match service::completion_mail::test(ctx.here()?, completion_mail_id(&input.id)?).await {
            Ok(mail) => {
                return Ok(TestCompletionMailPayload {
                    outgoing_mail: Some(OutgoingMail(mail)),
                    user_errors: Vec::new(),
                });
            }
            Err(error) => error,
        };
        let message = error.to_string();
        let code = match error {
            CompletionMailError::Denied(denied) => return Err(error::denied(denied)),
            CompletionMailError::Fault(fault) => return Err(error::fault(fault)),
            CompletionMailError::NotFound => Code::NotFound,
            CompletionMailError::NoAddress => Code::NoAddress,
            CompletionMailError::Unfit(_)
            | CompletionMailError::Exists(_)
            | CompletionMailError::Idempotency(_)
            | CompletionMailError::InvalidVersion
            | CompletionMailError::Stale(_) => return Err(error::impossible(&message)),
        };
        Ok(TestCompletionMailPayload {
            outgoing_mail: None,
            user_errors: vec![UserError::at(code, message, ["id"])],
        })
    }
}
