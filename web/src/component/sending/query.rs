//! What the pathways' section asks for and changes.

use cynic::{MutationBuilder, QueryBuilder};

use crate::api::error::ApiError;
use crate::api::scalar::{Instant, Uuid};
use crate::api::schema;
use crate::api::transport::send as ask;

/// What is sent, and to whom.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wanted {
    pub(super) program: Uuid,
    /// Whose record; the viewer's own for none.
    pub(super) username: Option<String>,
    pub(super) pathway: Uuid,
    pub(super) has_consent: bool,
    pub(super) has_updates: bool,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Sent {
    /// It is on its way.
    Now(RecordSend),
    /// It was on its way, or had been sent a short while ago: nothing happened.
    Before(RecordSend),
}

/// Why nothing was sent.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Refusal {
    /// The learner has not agreed.
    NoConsent,
    /// Answers would not find the learner.
    NoAddress,
    /// Nothing is known of any course.
    Empty,
    /// It was sent as often as it may be.
    TooOften,
    /// As many links are open as may be.
    TooManyShares,
    /// The pathway is not what it was when the page was loaded.
    Outdated,
    /// No answer that could be used.
    Failed(ApiError),
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self::Failed(error)
    }
}

/// The pathways of a record in a program, by name, of the viewer's own unless a username says whose; none where the catalogue does not know the program.
pub(super) async fn list(program: Uuid, username: Option<String>) -> Result<Option<Record>, ApiError> {
    let operation = PathwaysQuery::build(PathwaysVariables { program, username });
    Ok(ask(operation).await?.data.program_record)
}

/// Sends the record. Asked twice, it is sent once.
pub(super) async fn send(wanted: Wanted) -> Result<Sent, Refusal> {
    let Wanted {
        program,
        username,
        pathway,
        has_consent,
        has_updates,
    } = wanted;
    let operation = Send::build(SendVariables {
        program,
        username,
        pathway,
        has_consent,
        has_updates,
    });
    let payload = ask(operation).await?.data.send_record;
    if let Some(error) = payload.user_errors.first() {
        return Err(refusal(error.code));
    }
    match (payload.outcome, payload.record_send) {
        (SendRecordOutcome::Queued, Some(it)) => Ok(Sent::Now(it)),
        (SendRecordOutcome::Unchanged, Some(it)) => Ok(Sent::Before(it)),
        (SendRecordOutcome::Refused, _) | (_, None) => Err(Refusal::Outdated),
    }
}

/// Has the institution told of a later completion or not; tells which it is now.
pub(super) async fn set_updates(id: cynic::Id, has_updates: bool) -> Result<Option<bool>, ApiError> {
    let operation = Edit::build(EditVariables { id, has_updates });
    let payload = ask(operation).await?.data.edit_record_send;
    Ok(payload.record_send.map(|it| it.has_updates))
}

fn refusal(code: SendRecordErrorCode) -> Refusal {
    match code {
        SendRecordErrorCode::ConsentMissing => Refusal::NoConsent,
        SendRecordErrorCode::LearnerAddressMissing => Refusal::NoAddress,
        SendRecordErrorCode::RecordEmpty => Refusal::Empty,
        SendRecordErrorCode::SentTooOften => Refusal::TooOften,
        SendRecordErrorCode::TooManyShares => Refusal::TooManyShares,
        SendRecordErrorCode::LearnerNotFound
        | SendRecordErrorCode::PathwayNotFound
        | SendRecordErrorCode::PathwayUnfit
        | SendRecordErrorCode::ProgramNotFound => Refusal::Outdated,
    }
}

#[derive(cynic::QueryVariables)]
struct PathwaysVariables {
    program: Uuid,
    username: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "PathwaysVariables")]
struct PathwaysQuery {
    #[arguments(program: $program, username: $username)]
    program_record: Option<Record>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
#[cynic(graphql_type = "ProgramRecord")]
pub(super) struct Record {
    pub(super) learner: RecordLearner,
    pub(super) pathways: Vec<RecordPathway>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct RecordLearner {
    pub(super) name: Option<String>,
    pub(super) email: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct RecordPathway {
    pub(super) uuid: Uuid,
    pub(super) name: String,
    pub(super) organization_name: String,
    pub(super) can_receive_record: bool,
    pub(super) send: Option<RecordSend>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct RecordSend {
    pub(super) id: cynic::Id,
    pub(super) state: RecordSendState,
    pub(super) asked_at: Instant,
    pub(super) has_updates: bool,
    pub(super) send_count: i32,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RecordSendState {
    Failed,
    Queued,
    Sent,
}

#[derive(cynic::QueryVariables)]
struct SendVariables {
    program: Uuid,
    username: Option<String>,
    pathway: Uuid,
    has_consent: bool,
    has_updates: bool,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "SendVariables")]
struct Send {
    #[arguments(input: {
        program: $program, username: $username, pathway: $pathway, hasConsent: $has_consent, hasUpdates: $has_updates
    })]
    send_record: SendRecordPayload,
}

#[derive(cynic::QueryFragment)]
struct SendRecordPayload {
    outcome: SendRecordOutcome,
    record_send: Option<RecordSend>,
    user_errors: Vec<SendRecordError>,
}

#[derive(cynic::QueryFragment)]
struct SendRecordError {
    code: SendRecordErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
enum SendRecordOutcome {
    Queued,
    Refused,
    Unchanged,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
enum SendRecordErrorCode {
    ConsentMissing,
    LearnerAddressMissing,
    LearnerNotFound,
    PathwayNotFound,
    PathwayUnfit,
    ProgramNotFound,
    RecordEmpty,
    SentTooOften,
    TooManyShares,
}

#[derive(cynic::QueryVariables)]
struct EditVariables {
    id: cynic::Id,
    has_updates: bool,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "EditVariables")]
struct Edit {
    #[arguments(input: { id: $id, hasUpdates: $has_updates })]
    edit_record_send: EditRecordSendPayload,
}

#[derive(cynic::QueryFragment)]
struct EditRecordSendPayload {
    record_send: Option<RecordSend>,
}
