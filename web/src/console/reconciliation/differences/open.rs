//! Which differences can be settled together, and how many there are.

use cynic::{Id, QueryBuilder};

use super::query::DifferenceAction;
use super::state::DifferenceState;
use crate::api::error::ApiError;
use crate::api::page_info::PageInfo;
use crate::api::schema;
use crate::api::transport::send;
use crate::console::reconciliation::kind::DifferenceKind;

/// Which differences: those of a run that are open and of a kind.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Open {
    /// The run, by its id.
    pub(super) run: String,
    pub(super) kind: DifferenceKind,
}

/// Some of the differences that are open.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct OpenOnes {
    pub(super) ids: Vec<Id>,
    /// The cursor after which there are more; none at the end.
    pub(super) next: Option<String>,
    /// How many there are in all.
    pub(super) n_open: usize,
    /// What the viewer may do with the first of them, and so with all of its kind.
    pub(super) can: Vec<DifferenceAction>,
}

/// So many of those that are open, newest first.
pub(super) async fn find(open: &Open, first: usize, after: Option<String>) -> Result<OpenOnes, ApiError> {
    let operation = OpenQuery::build(OpenVariables {
        id: open.run.clone().into(),
        first: i32::try_from(first).unwrap_or(i32::MAX),
        after,
        kind: open.kind,
        state: DifferenceState::Open,
    });
    let run = send(operation).await?.data.reconciliation;
    // A run that was there a moment ago and is not any more has none.
    let (nodes, next, total) = run.map_or_else(Default::default, |it| {
        let OpenConnection {
            nodes,
            page_info,
            total_count,
        } = it.differences;
        (nodes, page_info.next(), total_count)
    });
    Ok(OpenOnes {
        n_open: total.and_then(|it| usize::try_from(it).ok()).unwrap_or_default(),
        can: nodes.first().map(|it| it.viewer_can.clone()).unwrap_or_default(),
        ids: nodes.into_iter().map(|it| it.id).collect(),
        next,
    })
}

#[derive(cynic::QueryVariables)]
struct OpenVariables {
    id: Id,
    first: i32,
    after: Option<String>,
    kind: DifferenceKind,
    state: DifferenceState,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OpenVariables")]
struct OpenQuery {
    #[arguments(id: $id)]
    reconciliation: Option<OpenOf>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Reconciliation", variables = "OpenVariables")]
struct OpenOf {
    #[arguments(first: $first, after: $after, kind: $kind, state: $state)]
    differences: OpenConnection,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "ReconciliationDifferenceConnection")]
struct OpenConnection {
    nodes: Vec<OpenOne>,
    page_info: PageInfo,
    total_count: Option<i32>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "ReconciliationDifference")]
struct OpenOne {
    id: Id,
    viewer_can: Vec<DifferenceAction>,
}
