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
