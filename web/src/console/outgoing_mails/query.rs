//! What the list asks for, and what changes one.

use cynic::{Id, MutationBuilder, QueryBuilder};

use crate::api::error::ApiError;
use crate::api::page_info::PageInfo;
use crate::api::scalar::Instant;
use crate::api::schema;
use crate::api::transport::send;
use crate::certificate_number::CertificateNumber;
use crate::console::listing::{Answer, PAGE_SIZE, Page};

/// How far a mail has come.
#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::console) enum MailState {
    Queued,
    Sending,
    Sent,
    Failed,
    Dropped,
}

impl MailState {
    /// In the order in which they are offered.
    pub(super) const ALL: [Self; 5] = [Self::Queued, Self::Sending, Self::Sent, Self::Failed, Self::Dropped];
}

/// What it is for.
#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MailKind {
    Completion,
    Record,
    Test,
}

/// What its last attempt failed of.
#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::console) enum MailFailure {
    BadAddress,
    Deferred,
    NotFilled,
    NoAddress,
    NoTransport,
    Rejected,
    TimedOut,
    Unauthorized,
    Unreachable,
    Unwritable,
}

/// Why it stays as it is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Refusal {
    /// It was sent, given up or dropped in the meantime, or is gone.
    Settled,
    /// No answer that could be used.
    Failed(ApiError),
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self::Failed(error)
    }
}

/// The mail that has come so far, newest first; all of it for none.
pub(super) fn page(
    state: Option<MailState>,
    after: Option<String>,
) -> impl Future<Output = Result<Answer<OutgoingMail>, ApiError>> + 'static + use<> {
    let operation = PageQuery::build(PageVariables {
        first: PAGE_SIZE,
        after,
        state,
    });
    async {
        let page = send(operation).await.map(|answer| {
            let OutgoingMailConnection {
                nodes,
                page_info,
                total_count,
            } = answer.data.outgoing_mails;
            Page {
                nodes,
                next: page_info.next(),
                total: total_count,
            }
        });
        Answer::of(page)
    }
}

/// Has it sent anew; answers it as it is then.
pub(super) async fn retry(id: Id) -> Result<OutgoingMail, Refusal> {
    let input = RetryOutgoingMailInput { id };
    let payload = send(Retry::build(RetryVariables { input })).await?.data;
    let payload = payload.retry_outgoing_mail;
    settled(payload.outgoing_mail, payload.user_errors.is_empty())
}

/// Has it never sent; answers it as it is then.
pub(super) async fn discard(id: Id) -> Result<OutgoingMail, Refusal> {
    let input = DropOutgoingMailInput { id };
    let payload = send(Discard::build(DiscardVariables { input })).await?.data;
    let payload = payload.drop_outgoing_mail;
    settled(payload.outgoing_mail, payload.user_errors.is_empty())
}

fn settled(mail: Option<OutgoingMail>, is_done: bool) -> Result<OutgoingMail, Refusal> {
    mail.filter(|_| is_done).ok_or(Refusal::Settled)
}

#[derive(cynic::QueryVariables)]
struct PageVariables {
    first: i32,
    after: Option<String>,
    state: Option<MailState>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "PageVariables")]
struct PageQuery {
    #[arguments(first: $first, after: $after, state: $state)]
    outgoing_mails: OutgoingMailConnection,
}

#[derive(cynic::QueryFragment)]
struct OutgoingMailConnection {
    nodes: Vec<OutgoingMail>,
    page_info: PageInfo,
    total_count: Option<i32>,
}

/// A mail.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct OutgoingMail {
    pub(super) id: Id,
    pub(super) kind: MailKind,
    pub(super) state: MailState,
    /// To whom, or in whose name.
    pub(super) username: Option<String>,
    /// Of which it tells.
    pub(super) credential: Option<Credential>,
    pub(super) attempts: i32,
    pub(super) last_failure: Option<MailFailure>,
    pub(super) created_at: Instant,
    pub(super) next_attempt_at: Option<Instant>,
    pub(super) ended_at: Option<Instant>,
}

/// The credential of which a mail tells.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Credential {
    pub(super) uuid: CertificateNumber,
}

#[derive(cynic::InputObject)]
struct RetryOutgoingMailInput {
    id: Id,
}

#[derive(cynic::QueryVariables)]
struct RetryVariables {
    input: RetryOutgoingMailInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "RetryVariables")]
struct Retry {
    #[arguments(input: $input)]
    retry_outgoing_mail: RetryOutgoingMailPayload,
}

#[derive(cynic::QueryFragment)]
struct RetryOutgoingMailPayload {
    outgoing_mail: Option<OutgoingMail>,
    user_errors: Vec<RetryOutgoingMailError>,
}

#[derive(cynic::QueryFragment)]
#[expect(dead_code, reason = "that there is one says enough")]
struct RetryOutgoingMailError {
    message: String,
}

#[derive(cynic::InputObject)]
struct DropOutgoingMailInput {
    id: Id,
}

#[derive(cynic::QueryVariables)]
struct DiscardVariables {
    input: DropOutgoingMailInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "DiscardVariables")]
struct Discard {
    #[arguments(input: $input)]
    drop_outgoing_mail: DropOutgoingMailPayload,
}

#[derive(cynic::QueryFragment)]
struct DropOutgoingMailPayload {
    outgoing_mail: Option<OutgoingMail>,
    user_errors: Vec<DropOutgoingMailError>,
}

#[derive(cynic::QueryFragment)]
#[expect(dead_code, reason = "that there is one says enough")]
struct DropOutgoingMailError {
    message: String,
}
