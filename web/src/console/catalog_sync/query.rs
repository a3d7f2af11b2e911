//! What is asked about a run.

use cynic::QueryBuilder;

use crate::api::error::{ApiError, ErrorCode, Failure};
use crate::api::scalar::Instant;
use crate::api::schema;
use crate::api::transport::send;
use crate::console::run::{Run, RunState};

async fn find(id: String) -> Result<Option<CatalogSync>, ApiError> {
    let operation = RunQuery::build(RunVariables { id: id.into() });
    match send(operation).await {
        Ok(answer) => Ok(answer.data.catalog_sync),
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
    catalog_sync: Option<CatalogSync>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(in crate::console) struct CatalogSync {
    pub(in crate::console) id: cynic::Id,
    pub(in crate::console) state: CatalogSyncState,
    pub(in crate::console) is_dry_run: bool,
    pub(in crate::console) is_mass_delete_allowed: bool,
    pub(in crate::console) requested_at: Instant,
    pub(in crate::console) requested_by: Option<String>,
    pub(in crate::console) started_at: Option<Instant>,
    pub(in crate::console) finished_at: Option<Instant>,
    pub(in crate::console) copying: Option<CatalogKind>,
    pub(in crate::console) expected_count: Option<i32>,
    pub(in crate::console) counts: Vec<CatalogCounts>,
    pub(in crate::console) changes: Vec<CatalogChange>,
    pub(in crate::console) failure: Option<CatalogSyncFailure>,
    pub(in crate::console) failure_message: Option<String>,
}

impl Run for CatalogSync {
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

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(in crate::console) struct CatalogCounts {
    pub(in crate::console) kind: CatalogKind,
    pub(in crate::console) added: i32,
    pub(in crate::console) changed: i32,
    pub(in crate::console) unchanged: i32,
    pub(in crate::console) removed: i32,
    pub(in crate::console) skipped: i32,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(in crate::console) struct CatalogChange {
    pub(in crate::console) change: CatalogChangeKind,
    pub(in crate::console) kind: CatalogKind,
    pub(in crate::console) name: String,
    pub(in crate::console) detail: Option<String>,
    pub(in crate::console) fields: Vec<CatalogFieldChange>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(in crate::console) struct CatalogFieldChange {
    pub(in crate::console) field: String,
    pub(in crate::console) before: Option<String>,
    pub(in crate::console) after: Option<String>,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::console) enum CatalogSyncState {
    Queued,
    Running,
    Succeeded,
    Failed,
}

impl From<CatalogSyncState> for RunState {
    fn from(it: CatalogSyncState) -> Self {
        match it {
            CatalogSyncState::Queued => Self::Queued,
            CatalogSyncState::Running => Self::Running,
            CatalogSyncState::Succeeded => Self::Succeeded,
            CatalogSyncState::Failed => Self::Failed,
        }
    }
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::console) enum CatalogSyncFailure {
    InvalidAnswer,
    MassDeleteGuard,
    NotConfigured,
    Refused,
    Unavailable,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::console) enum CatalogKind {
    Organization,
    Course,
    CourseRun,
    Program,
    Pathway,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::console) enum CatalogChangeKind {
    Added,
    Changed,
    Conflict,
    Missing,
    Note,
    Removed,
    Restored,
    Skipped,
}
