//! What the page asks for and starts.

use cynic::{MutationBuilder, QueryBuilder};

use crate::api::error::ApiError;
use crate::api::page_info::PageInfo;
use crate::api::scalar::Instant;
use crate::api::schema;
use crate::api::transport::send;
use crate::component::paged::Chunk;
use crate::console::reconciliation::{Reconciliation, ReconciliationCounts, ReconciliationState};
use crate::console::run::Refusal;

/// How many are asked for at once.
const PAGE_SIZE: i32 = 10;

/// How much is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// Everything.
    Whole,
    /// Everything but grades.
    WithoutGrades,
}

/// The latest run; none where there never was one.
pub(super) async fn latest() -> Result<Option<Reconciliation>, ApiError> {
    let answer = send(LatestQuery::build(())).await?;
    Ok(answer.data.reconciliations.nodes.into_iter().next())
}

/// The last clean run; none where there never was one.
pub(super) async fn last_clean() -> Result<Option<CleanRun>, ApiError> {
    Ok(send(CleanQuery::build(())).await?.data.last_clean_reconciliation)
}

/// Runs, newest first.
pub(super) async fn page(after: Option<String>) -> Result<Chunk<Listed>, ApiError> {
    let operation = PageQuery::build(PageVariables {
        first: PAGE_SIZE,
        after,
    });
    let ListedConnection { nodes, page_info } = send(operation).await?.data.reconciliations;
    Ok(Chunk {
        nodes,
        next: page_info.next(),
    })
}

/// Asks for a run; a worker does it.
pub(super) async fn start(extent: Extent) -> Result<Reconciliation, Refusal<Reconciliation>> {
    let operation = Start::build(StartVariables {
        has_grades: extent == Extent::Whole,
    });
    let answer = send(operation).await.map_err(Refusal::Failed)?;
    let StartReconciliationPayload {
        reconciliation,
        user_errors,
    } = answer.data.start_reconciliation;
    match (user_errors.first().map(|it| it.code), reconciliation) {
        (None, Some(run)) => Ok(run),
        (Some(StartReconciliationErrorCode::UnderWay), Some(run)) => Err(Refusal::UnderWay(run)),
        (Some(StartReconciliationErrorCode::NotConfigured), _) => Err(Refusal::NotConfigured),
        (None | Some(StartReconciliationErrorCode::UnderWay | StartReconciliationErrorCode::Other), _) => {
            Err(Refusal::Other)
        }
    }
}

/// How often a run comes by itself.
pub(super) async fn schedule() -> Result<ReconciliationSchedule, ApiError> {
    Ok(send(ScheduleQuery::build(())).await?.data.reconciliation_schedule)
}

/// Why the schedule is as it was.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Unset {
    /// Somebody else changed it, or something else about the site: as it is now.
    Conflict(ReconciliationSchedule),
    /// Something that this page does not expect.
    Outdated,
    /// No answer that could be used.
    Failed(ApiError),
}

/// Says how often a run comes by itself, where the site has the version that was seen.
pub(super) async fn set_schedule(every_days: Option<i32>, seen: i32) -> Result<ReconciliationSchedule, Unset> {
    let operation = SetSchedule::build(SetVariables {
        every_days,
        expected_version: seen,
    });
    let payload = send(operation)
        .await
        .map_err(Unset::Failed)?
        .data
        .set_reconciliation_schedule;
    match (payload.user_errors.first().map(|it| it.code), payload.schedule) {
        (None, Some(schedule)) => Ok(schedule),
        (Some(SetReconciliationScheduleErrorCode::VersionConflict), Some(schedule)) => Err(Unset::Conflict(schedule)),
        (
            None
            | Some(SetReconciliationScheduleErrorCode::VersionConflict | SetReconciliationScheduleErrorCode::Other),
            _,
        ) => Err(Unset::Outdated),
    }
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct ScheduleQuery {
    reconciliation_schedule: ReconciliationSchedule,
}

/// How often a run comes by itself.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct ReconciliationSchedule {
    /// Days from the end of one to the next; 0 for none, none where the settings decide.
    pub(super) every_days: Option<i32>,
    /// The same in seconds as the settings have it; none for none.
    pub(super) default_seconds: Option<i32>,
    pub(super) next_due_at: Option<Instant>,
    /// Version of the site.
    pub(super) version: i32,
}

#[derive(cynic::QueryVariables)]
struct SetVariables {
    every_days: Option<i32>,
    expected_version: i32,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "SetVariables")]
struct SetSchedule {
    #[arguments(input: { everyDays: $every_days, expectedVersion: $expected_version })]
    set_reconciliation_schedule: SetReconciliationSchedulePayload,
}

#[derive(cynic::QueryFragment)]
struct SetReconciliationSchedulePayload {
    schedule: Option<ReconciliationSchedule>,
    user_errors: Vec<SetReconciliationScheduleError>,
}

#[derive(cynic::QueryFragment)]
struct SetReconciliationScheduleError {
    code: SetReconciliationScheduleErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum SetReconciliationScheduleErrorCode {
    VersionConflict,
    /// Anything else.
    #[cynic(fallback)]
    Other,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct LatestQuery {
    #[arguments(first: 1)]
    reconciliations: LatestConnection,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "ReconciliationConnection")]
struct LatestConnection {
    nodes: Vec<Reconciliation>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct CleanQuery {
    last_clean_reconciliation: Option<CleanRun>,
}

/// A run that found nothing.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
#[cynic(graphql_type = "Reconciliation")]
pub(super) struct CleanRun {
    pub(super) id: cynic::Id,
    pub(super) finished_at: Option<Instant>,
}

#[derive(cynic::QueryVariables)]
struct PageVariables {
    first: i32,
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "PageVariables")]
struct PageQuery {
    #[arguments(first: $first, after: $after)]
    reconciliations: ListedConnection,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "ReconciliationConnection")]
struct ListedConnection {
    nodes: Vec<Listed>,
    page_info: PageInfo,
}

/// A run in the list of all.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
#[cynic(graphql_type = "Reconciliation")]
pub(super) struct Listed {
    pub(super) id: cynic::Id,
    pub(super) state: ReconciliationState,
    pub(super) has_grades: bool,
    pub(super) is_clean: bool,
    pub(super) requested_at: Instant,
    pub(super) requested_by: Option<String>,
    pub(super) counts: ReconciliationCounts,
}

#[derive(cynic::QueryVariables)]
struct StartVariables {
    has_grades: bool,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "StartVariables")]
struct Start {
    #[arguments(input: { hasGrades: $has_grades })]
    start_reconciliation: StartReconciliationPayload,
}

#[derive(cynic::QueryFragment)]
struct StartReconciliationPayload {
    reconciliation: Option<Reconciliation>,
    user_errors: Vec<StartReconciliationError>,
}

#[derive(cynic::QueryFragment)]
struct StartReconciliationError {
    code: StartReconciliationErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum StartReconciliationErrorCode {
    NotConfigured,
    UnderWay,
    /// One that the server learned later.
    #[cynic(fallback)]
    Other,
}
