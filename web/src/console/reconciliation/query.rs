//! What is asked about a run.

use cynic::QueryBuilder;

use super::kind::DifferenceKind;
use crate::api::error::{ApiError, ErrorCode, Failure};
use crate::api::scalar::Instant;
use crate::api::schema;
use crate::api::transport::send;
use crate::console::run::{Run, RunState};

async fn find(id: String) -> Result<Option<Reconciliation>, ApiError> {
    let operation = RunQuery::build(RunVariables { id: id.into() });
    match send(operation).await {
        Ok(answer) => Ok(answer.data.reconciliation),
        // What was written by hand into the address need not be an id.
        Err(error) if error.failure == Failure::Refused(ErrorCode::BadUserInput) => Ok(None),
        Err(error) => Err(error),
    }
}

#[derive(cynic::QueryVariables)]
struct RunVariables {
    id: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "RunVariables")]
struct RunQuery {
    #[arguments(id: $id)]
    reconciliation: Option<Reconciliation>,
}

/// A run of comparing.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(in crate::console) struct Reconciliation {
    pub(in crate::console) id: cynic::Id,
    pub(super) state: ReconciliationState,
    pub(super) has_grades: bool,
    pub(super) is_clean: bool,
    pub(super) requested_at: Instant,
    pub(super) requested_by: Option<String>,
    pub(super) started_at: Option<Instant>,
    pub(super) finished_at: Option<Instant>,
    pub(in crate::console) counts: ReconciliationCounts,
    pub(super) found: Vec<DifferenceCount>,
    pub(super) failure: Option<ReconciliationFailure>,
    pub(super) failure_message: Option<String>,
}

impl Run for Reconciliation {
    fn id(&self) -> &cynic::Id {
        &self.id
    }

    fn state(&self) -> RunState {
        self.state.into()
    }

    fn requested_at(&self) -> &Instant {
        &self.requested_at
    }

    fn find(id: String) -> impl Future<Output = Result<Option<Self>, ApiError>> + 'static {
        find(id)
    }
}

/// What a run has counted.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(in crate::console) struct ReconciliationCounts {
    pub(super) people: i32,
    pub(super) course_runs: i32,
    pub(super) grades: i32,
    pub(super) skipped: i32,
    pub(in crate::console) differences: i32,
    pub(super) not_kept: i32,
}

/// How many differences of a kind were found.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct DifferenceCount {
    pub(super) kind: DifferenceKind,
    pub(super) count: i32,
    /// How many of them were kept; none where that was not counted.
    pub(super) kept: Option<i32>,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::console) enum ReconciliationState {
    Queued,
    Running,
    Succeeded,
    Failed,
}

impl From<ReconciliationState> for RunState {
    fn from(it: ReconciliationState) -> Self {
        match it {
            ReconciliationState::Queued => Self::Queued,
            ReconciliationState::Running => Self::Running,
            ReconciliationState::Succeeded => Self::Succeeded,
            ReconciliationState::Failed => Self::Failed,
        }
    }
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ReconciliationFailure {
    InvalidAnswer,
    NotConfigured,
    Refused,
    Unavailable,
}
