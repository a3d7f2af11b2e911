//! What the list asks for, and what settles differences.

use cynic::{Id, MutationBuilder, QueryBuilder};

use super::filter::Filter;
use super::state::DifferenceState;
use super::verdict::{Refusal, Verdict};
use crate::api::error::ApiError;
use crate::api::page_info::PageInfo;
use crate::api::scalar::Instant;
use crate::api::schema;
use crate::api::transport::send;
use crate::console::configured::CourseRun;
use crate::console::listing::{Answer, PAGE_SIZE, Page};
use crate::console::reconciliation::kind::DifferenceKind;

/// Differences of a run, newest first.
pub(super) fn page(
    filter: Filter,
    after: Option<String>,
) -> impl Future<Output = Result<Answer<Difference>, ApiError>> + 'static + use<> {
    let Filter { run, kind, state } = filter;
    let operation = PageQuery::build(PageVariables {
        id: run.into(),
        first: PAGE_SIZE,
        after,
        kind,
        state,
    });
    async {
        let page = send(operation).await.map(|answer| {
            let differences = answer.data.reconciliation.map(|it| it.differences);
            // A run that was there a moment ago and is not any more has none.
            differences.map_or_else(Page::none, |it| Page {
                nodes: it.nodes,
                next: it.page_info.next(),
                total: it.total_count,
            })
        });
        Answer::of(page)
    }
}

/// Has the service say what the learning platform says; tells what became of each, in their order.
pub(super) async fn repair(ids: Vec<Id>) -> Result<Vec<Verdict>, ApiError> {
    let input = RepairDifferencesInput { ids };
    let payload = send(Repair::build(RepairVariables { input })).await?.data;
    let results = payload.repair_differences.results.into_iter();
    Ok(results
        .map(|it| Verdict {
            difference: it.difference,
            refusal: it.user_errors.into_iter().next().map(RepairDifferencesError::refusal),
        })
        .collect())
}

/// Decides that differences stay, and why; tells what became of each, in their order.
pub(super) async fn ignore(ids: Vec<Id>, reason: String) -> Result<Vec<Verdict>, Refusal> {
    let input = IgnoreDifferencesInput { ids, reason };
    let payload = send(Ignore::build(IgnoreVariables { input }))
        .await
        .map_err(Refusal::Failed)?
        .data
        .ignore_differences;
    if let Some(error) = payload.user_errors.first() {
        return Err(error.code.into());
    }
    let results = payload.results.into_iter();
    Ok(results
        .map(|it| Verdict {
            difference: it.difference,
            refusal: it.user_errors.first().map(|it| it.code.into()),
        })
        .collect())
}

#[derive(cynic::QueryVariables)]
struct PageVariables {
    id: Id,
    first: i32,
    after: Option<String>,
    kind: Option<DifferenceKind>,
    state: Option<DifferenceState>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "PageVariables")]
struct PageQuery {
    #[arguments(id: $id)]
    reconciliation: Option<Listed>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Reconciliation", variables = "PageVariables")]
struct Listed {
    #[arguments(first: $first, after: $after, kind: $kind, state: $state)]
    differences: ReconciliationDifferenceConnection,
}

#[derive(cynic::QueryFragment)]
struct ReconciliationDifferenceConnection {
    nodes: Vec<Difference>,
    page_info: PageInfo,
    total_count: Option<i32>,
}

/// Something that differs.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
#[cynic(graphql_type = "ReconciliationDifference")]
pub(super) struct Difference {
    pub(super) id: Id,
    pub(super) kind: DifferenceKind,
    pub(super) state: DifferenceState,
    pub(super) username: Option<String>,
    pub(super) course_key: Option<String>,
    pub(super) course_run: Option<CourseRun>,
    pub(super) here: Option<String>,
    pub(super) there: Option<String>,
    pub(super) found_at: Instant,
    pub(super) settled_at: Option<Instant>,
    pub(super) settled_by: Option<String>,
    pub(super) reason: Option<String>,
    pub(super) viewer_can: Vec<DifferenceAction>,
}

/// What the viewer may do with a difference as it is now.
#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DifferenceAction {
    Repair,
    Ignore,
}

#[derive(cynic::InputObject)]
struct RepairDifferencesInput {
    ids: Vec<Id>,
}

#[derive(cynic::QueryVariables)]
struct RepairVariables {
    input: RepairDifferencesInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "RepairVariables")]
struct Repair {
    #[arguments(input: $input)]
    repair_differences: RepairDifferencesPayload,
}

#[derive(cynic::QueryFragment)]
struct RepairDifferencesPayload {
    results: Vec<RepairedDifference>,
}

#[derive(cynic::QueryFragment)]
struct RepairedDifference {
    difference: Option<Difference>,
    user_errors: Vec<RepairDifferencesError>,
}

#[derive(cynic::QueryFragment)]
struct RepairDifferencesError {
    code: RepairDifferencesErrorCode,
    message: String,
}

impl RepairDifferencesError {
    fn refusal(self) -> Refusal {
        match self.code {
            RepairDifferencesErrorCode::NotFound => Refusal::Gone,
            RepairDifferencesErrorCode::Settled => Refusal::Settled,
            RepairDifferencesErrorCode::Moved => Refusal::Moved,
            RepairDifferencesErrorCode::NotRepairable => Refusal::NotRepairable,
            RepairDifferencesErrorCode::Forbidden => Refusal::Forbidden,
            RepairDifferencesErrorCode::Refused => Refusal::Refused(self.message),
            RepairDifferencesErrorCode::Other => Refusal::Outdated,
        }
    }
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum RepairDifferencesErrorCode {
    NotFound,
    Settled,
    Moved,
    NotRepairable,
    Forbidden,
    Refused,
    /// Anything else.
    #[cynic(fallback)]
    Other,
}

#[derive(cynic::InputObject)]
struct IgnoreDifferencesInput {
    ids: Vec<Id>,
    reason: String,
}

#[derive(cynic::QueryVariables)]
struct IgnoreVariables {
    input: IgnoreDifferencesInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "IgnoreVariables")]
struct Ignore {
    #[arguments(input: $input)]
    ignore_differences: IgnoreDifferencesPayload,
}

#[derive(cynic::QueryFragment)]
struct IgnoreDifferencesPayload {
    results: Vec<IgnoredDifference>,
    user_errors: Vec<IgnoreDifferencesError>,
}

#[derive(cynic::QueryFragment)]
struct IgnoredDifference {
    difference: Option<Difference>,
    user_errors: Vec<IgnoreDifferencesError>,
}

#[derive(cynic::QueryFragment)]
struct IgnoreDifferencesError {
    code: IgnoreDifferencesErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum IgnoreDifferencesErrorCode {
    NotFound,
    Settled,
    InvalidReason,
    /// Anything else.
    #[cynic(fallback)]
    Other,
}

impl From<IgnoreDifferencesErrorCode> for Refusal {
    fn from(it: IgnoreDifferencesErrorCode) -> Self {
        match it {
            IgnoreDifferencesErrorCode::NotFound => Self::Gone,
            IgnoreDifferencesErrorCode::Settled => Self::Settled,
            IgnoreDifferencesErrorCode::InvalidReason => Self::Reason,
            IgnoreDifferencesErrorCode::Other => Self::Outdated,
        }
    }
}
