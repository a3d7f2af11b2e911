//! What the page asks for and decides.

use cynic::{MutationBuilder, QueryBuilder};

use crate::api::error::ApiError;
use crate::api::scalar::{Instant, Uuid};
use crate::api::schema;
use crate::api::transport::send;
use crate::console::catalog_sync::CatalogSyncState;

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Seen {
    pub(super) operations: Operations,
    /// The last run of copying the catalogue; none where there never was one.
    pub(super) last_run: Option<Copying>,
}

/// Why an event stays as it is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Refusal {
    /// It is not given up any more.
    Settled,
    /// No answer that could be used.
    Failed(ApiError),
}

/// Asks for all of it.
pub(super) async fn seen() -> Result<Seen, ApiError> {
    let OperationsQuery {
        operations,
        catalog_syncs,
    } = send(OperationsQuery::build(())).await?.data;
    Ok(Seen {
        operations,
        last_run: catalog_syncs.nodes.into_iter().next(),
    })
}

/// Has an event delivered after all.
pub(super) async fn retry(uuid: Uuid) -> Result<(), Refusal> {
    let answer = send(Retry::build(EventVariables { uuid }))
        .await
        .map_err(Refusal::Failed)?;
    if answer.data.retry_event.user_errors.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Settled)
    }
}

/// Has an event never delivered.
pub(super) async fn discard(uuid: Uuid) -> Result<(), Refusal> {
    let answer = send(Discard::build(EventVariables { uuid }))
        .await
        .map_err(Refusal::Failed)?;
    if answer.data.drop_event.user_errors.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Settled)
    }
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct OperationsQuery {
    operations: Operations,
    #[arguments(first: 1)]
    catalog_syncs: RunConnection,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Operations {
    pub(super) version: String,
    pub(super) database_problem: Option<String>,
    pub(super) waiting_event_count: Option<i32>,
    pub(super) retried_event_count: Option<i32>,
    pub(super) given_up_event_count: Option<i32>,
    pub(super) oldest_event_due_at: Option<Instant>,
    pub(super) given_up_events: Vec<GivenUpEvent>,
    pub(super) queued_mail_count: Option<i32>,
    pub(super) failed_mail_count: Option<i32>,
    pub(super) due_account_count: Option<i32>,
    pub(super) tasks: Vec<BackgroundTask>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct GivenUpEvent {
    pub(super) uuid: Uuid,
    pub(super) kind: EventKind,
    pub(super) created_at: Instant,
    pub(super) attempts: i32,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct BackgroundTask {
    pub(super) kind: BackgroundTaskKind,
    pub(super) process: Uuid,
    pub(super) state: BackgroundTaskState,
    pub(super) began_at: Option<Instant>,
    pub(super) outcome: BackgroundTaskOutcome,
    pub(super) ended_at: Instant,
    pub(super) failed_at: Option<Instant>,
    pub(super) next_at: Instant,
    pub(super) hold_expires_at: Option<Instant>,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BackgroundTaskKind {
    CatalogueSync,
    Insight,
    Mail,
    ProgramCompletion,
    Reconciliation,
    Retirement,
    TidyUp,
    TrailSealing,
    TrailVerification,
    UserSync,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BackgroundTaskState {
    Overdue,
    Running,
    Waiting,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BackgroundTaskOutcome {
    Done,
    Failed,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::enum_variant_names, reason = "the API calls them so")]
pub(super) enum EventKind {
    CredentialAwarded,
    CredentialReinstated,
    CredentialRevoked,
    CredentialUpdated,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "CatalogSyncConnection")]
struct RunConnection {
    nodes: Vec<Copying>,
}

/// A run of copying the catalogue.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
#[cynic(graphql_type = "CatalogSync")]
pub(super) struct Copying {
    pub(super) id: cynic::Id,
    pub(super) state: CatalogSyncState,
    pub(super) is_dry_run: bool,
    pub(super) requested_at: Instant,
}

#[derive(cynic::QueryVariables)]
struct EventVariables {
    uuid: Uuid,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "EventVariables")]
struct Retry {
    #[arguments(input: { uuid: $uuid })]
    retry_event: RetryEventPayload,
}

#[derive(cynic::QueryFragment)]
struct RetryEventPayload {
    user_errors: Vec<RetryEventError>,
}

#[derive(cynic::QueryFragment)]
struct RetryEventError {
    #[expect(dead_code, reason = "every refusal means the same here: something must be asked for")]
    message: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "EventVariables")]
struct Discard {
    #[arguments(input: { uuid: $uuid })]
    drop_event: DropEventPayload,
}

#[derive(cynic::QueryFragment)]
struct DropEventPayload {
    user_errors: Vec<DropEventError>,
}

#[derive(cynic::QueryFragment)]
struct DropEventError {
    #[expect(dead_code, reason = "every refusal means the same here: something must be asked for")]
    message: String,
}
