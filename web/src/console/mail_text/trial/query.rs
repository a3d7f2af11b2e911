//! What a test asks for: that it is sent, and what became of it.

use cynic::{Id, MutationBuilder, QueryBuilder};

use crate::api::error::ApiError;
use crate::api::schema;
use crate::api::transport::send;
use crate::console::outgoing_mails::{MailFailure, MailState};

/// Why no test is sent.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Refusal {
    /// The viewer's address is not known.
    NoAddress,
    /// The text is gone.
    Gone,
    /// No answer that could be used.
    Failed(ApiError),
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self::Failed(error)
    }
}

/// Has the text, as it is stored, sent to the viewer.
pub(super) async fn test(id: Id) -> Result<OutgoingMail, Refusal> {
    let input = TestCompletionMailInput { id };
    let payload = send(Test::build(TestVariables { input }))
        .await?
        .data
        .test_completion_mail;
    match payload.user_errors.first().map(|it| it.code) {
        None => payload.outgoing_mail.ok_or(Refusal::Gone),
        Some(TestCompletionMailErrorCode::NoAddress) => Err(Refusal::NoAddress),
        Some(TestCompletionMailErrorCode::Other) => Err(Refusal::Gone),
    }
}

/// A mail as it is now; none where there is none.
pub(super) async fn find(id: Id) -> Result<Option<OutgoingMail>, ApiError> {
    let operation = MailQuery::build(MailVariables { id });
    Ok(match send(operation).await?.data.node {
        Some(Node::OutgoingMail(mail)) => Some(mail),
        Some(Node::Other) | None => None,
    })
}

#[derive(cynic::InputObject)]
struct TestCompletionMailInput {
    id: Id,
}

#[derive(cynic::QueryVariables)]
struct TestVariables {
    input: TestCompletionMailInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "TestVariables")]
struct Test {
    #[arguments(input: $input)]
    test_completion_mail: TestCompletionMailPayload,
}

#[derive(cynic::QueryFragment)]
struct TestCompletionMailPayload {
    outgoing_mail: Option<OutgoingMail>,
    user_errors: Vec<TestCompletionMailError>,
}

#[derive(cynic::QueryFragment)]
struct TestCompletionMailError {
    code: TestCompletionMailErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum TestCompletionMailErrorCode {
    NoAddress,
    #[cynic(fallback)]
    Other,
}

/// How far a mail has come.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct OutgoingMail {
    pub(super) id: Id,
    pub(super) state: MailState,
    /// What the last attempt failed of.
    pub(super) last_failure: Option<MailFailure>,
}

impl OutgoingMail {
    /// Whether the first attempt to send it has no end yet.
    pub(super) fn is_under_way(&self) -> bool {
        let is_open = matches!(self.state, MailState::Queued | MailState::Sending);
        is_open && self.last_failure.is_none()
    }
}

#[derive(cynic::QueryVariables)]
struct MailVariables {
    id: Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "MailVariables")]
struct MailQuery {
    #[arguments(id: $id)]
    node: Option<Node>,
}

#[derive(cynic::InlineFragments)]
enum Node {
    OutgoingMail(OutgoingMail),
    #[cynic(fallback)]
    Other,
}
