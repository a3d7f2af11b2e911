//! `sendRecord`.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};
use entity::Username;

use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::object::record_send::RecordSend;
use crate::graphql::scalar::PublicUuid;
use crate::graphql::user_error::UserError;
use crate::service::record_send::{self as service, SendRecordError, Sent};

/// A record to send, and the pathway over which.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct SendRecordInput {
    /// The program of the record, by its UUID in the catalogue.
    program: PublicUuid,
    /// The pathway, by its UUID in the catalogue: `uuid` of the record's `pathways`.
    pathway: PublicUuid,
    /// The learner, letter case does not matter; for staff who send in their stead. Without it the caller.
    username: Option<String>,
    /// Whether the learner has agreed that name, courses and grades are shown to the institution. Nothing is sent otherwise.
    has_consent: bool,
    /// Whether the institution is told when the program is completed later.
    #[graphql(default = true)]
    has_updates: bool,
}

/// What became of a record to send.
#[derive(SimpleObject)]
pub(in crate::graphql) struct SendRecordPayload {
    /// What was sent; null where it was refused.
    record_send: Option<RecordSend>,
    /// What became of it.
    outcome: SendRecordOutcome,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<SendRecordErrorCode>>,
}

/// What became of a record to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum SendRecordOutcome {
    /// It waits to be sent.
    Queued,
    /// It was sent within the last 24 hours, or is under way: nothing happened.
    Unchanged,
    /// It is not sent.
    Refused,
}

/// Why a record is not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum SendRecordErrorCode {
    /// The learner has not agreed.
    ConsentMissing,
    /// The username is none, or there is nobody of that name for the caller.
    LearnerNotFound,
    /// The catalogue does not know the program.
    ProgramNotFound,
    /// There is no such pathway of this program.
    PathwayNotFound,
    /// The pathway gives no credit, is not offered, or has no address.
    PathwayUnfit,
    /// The learner's mail address is not known, and answers would go astray.
    LearnerAddressMissing,
    /// Nothing is known yet of any course of the program.
    RecordEmpty,
    /// 20 links to this record are open; revoke one of them first.
    TooManyShares,
    /// The record was sent over this pathway 10 times.
    SentTooOften,
}

#[derive(Default)]
pub(in crate::graphql) struct SendRecord;

#[Object]
impl SendRecord {
    /// Send a learner's record to the institution of a pathway: by mail, with a link made for it alone, and in the learner's name. Learners
    /// send their own, staff that of anybody who has agreed, which goes to the audit trail. Repeated within 24 hours, nothing more is sent,
    /// unless the mail was given up.
    async fn send_record(&self, ctx: &Context<'_>, input: SendRecordInput) -> async_graphql::Result<SendRecordPayload> {
        use SendRecordErrorCode as Code;
        let here = ctx.here()?;
        let SendRecordInput {
            program,
            pathway,
            username,
            has_consent,
            has_updates,
        } = input;
        let refused = |code, message: &str, field: &str| SendRecordPayload {
            record_send: None,
            outcome: SendRecordOutcome::Refused,
            user_errors: vec![UserError::at(code, message, [field])],
        };
        let username = username
            .map(|it| Username::parse(&it, here.ctx.config.username_rule))
            .transpose();
        let username = match username {
            Ok(username) => username.map(|it| it.key()),
            Err(error) => return Ok(refused(Code::LearnerNotFound, &error.to_string(), "username")),
        };
        let wish = service::SendRecord {
            username,
            program: program.0,
            pathway: pathway.0,
            has_consent,
            sends_updates: has_updates,
        };
        let error = match service::send(here, wish).await {
            Ok(sent) => {
                let (outcome, row) = match sent {
                    Sent::Now(row) => (SendRecordOutcome::Queued, row),
                    Sent::Before(row) => (SendRecordOutcome::Unchanged, row),
                };
                return Ok(SendRecordPayload {
                    record_send: Some(RecordSend(row)),
                    outcome,
                    user_errors: Vec::new(),
                });
            }
            Err(error) => error,
        };
        let message = error.to_string();
        let (code, field) = match error {
            SendRecordError::Denied(denied) => return Err(error::denied(denied)),
            SendRecordError::Fault(fault) => return Err(error::fault(fault)),
            SendRecordError::NoConsent => (Code::ConsentMissing, "hasConsent"),
            SendRecordError::LearnerNotFound => (Code::LearnerNotFound, "username"),
            SendRecordError::ProgramNotFound => (Code::ProgramNotFound, "program"),
            SendRecordError::PathwayNotFound => (Code::PathwayNotFound, "pathway"),
            SendRecordError::PathwayUnfit => (Code::PathwayUnfit, "pathway"),
            SendRecordError::NoAddress => (Code::LearnerAddressMissing, "username"),
            SendRecordError::RecordEmpty => (Code::RecordEmpty, "program"),
            SendRecordError::TooManyShares => (Code::TooManyShares, "program"),
            SendRecordError::TooOften => (Code::SentTooOften, "pathway"),
        };
        Ok(refused(code, &message, field))
    }
}
