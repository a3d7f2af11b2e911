//! What the page asks for and starts.

use cynic::{MutationBuilder, QueryBuilder};

use crate::api::error::ApiError;
use crate::api::page_info::PageInfo;
use crate::api::scalar::Instant;
use crate::api::schema;
use crate::api::transport::send;
use crate::component::paged::Chunk;
use crate::console::catalog_sync::{CatalogCounts, CatalogSync, CatalogSyncState};
use crate::console::run::Refusal;

/// How many are asked for at once.
const PAGE_SIZE: i32 = 10;

/// Which run is to be started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RunKind {
    /// It copies.
    Copy,
    /// It finds out what a copy would change.
    Trial,
    /// It copies, and may remove more than a fifth of a kind.
    MassDelete,
}

/// The latest run; none where there never was one.
pub(super) async fn latest() -> Result<Option<CatalogSync>, ApiError> {
    let answer = send(LatestQuery::build(())).await?;
    Ok(answer.data.catalog_syncs.nodes.into_iter().next())
}

/// Runs, newest first.
pub(super) async fn page(after: Option<String>) -> Result<Chunk<Listed>, ApiError> {
    let operation = PageQuery::build(PageVariables {
        first: PAGE_SIZE,
        after,
    });
    let ListedConnection { nodes, page_info } = send(operation).await?.data.catalog_syncs;
    Ok(Chunk {
        nodes,
        next: page_info.next(),
    })
}

/// Asks for a run; a worker does it.
pub(super) async fn start(kind: RunKind) -> Result<CatalogSync, Refusal<CatalogSync>> {
    let operation = Start::build(StartVariables {
        dry_run: kind == RunKind::Trial,
        allow_mass_delete: kind == RunKind::MassDelete,
    });
    let answer = send(operation).await.map_err(Refusal::Failed)?;
    let SyncCatalogPayload {
        catalog_sync,
        user_errors,
    } = answer.data.sync_catalog;
    match (user_errors.first().map(|it| it.code), catalog_sync) {
        (None, Some(run)) => Ok(run),
        (Some(SyncCatalogErrorCode::UnderWay), Some(run)) => Err(Refusal::UnderWay(run)),
        (Some(SyncCatalogErrorCode::NotConfigured), _) => Err(Refusal::NotConfigured),
        (None | Some(SyncCatalogErrorCode::UnderWay | SyncCatalogErrorCode::Other), _) => Err(Refusal::Other),
    }
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct LatestQuery {
    #[arguments(first: 1)]
    catalog_syncs: LatestConnection,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "CatalogSyncConnection")]
struct LatestConnection {
    nodes: Vec<CatalogSync>,
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
    catalog_syncs: ListedConnection,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "CatalogSyncConnection")]
struct ListedConnection {
    nodes: Vec<Listed>,
    page_info: PageInfo,
}

/// A run in the list of all.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
#[cynic(graphql_type = "CatalogSync")]
pub(super) struct Listed {
    pub(super) id: cynic::Id,
    pub(super) state: CatalogSyncState,
    pub(super) is_dry_run: bool,
    pub(super) requested_at: Instant,
    pub(super) requested_by: Option<String>,
    pub(super) counts: Vec<CatalogCounts>,
}

#[derive(cynic::QueryVariables)]
struct StartVariables {
    dry_run: bool,
    allow_mass_delete: bool,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "StartVariables")]
struct Start {
    #[arguments(input: { dryRun: $dry_run, allowMassDelete: $allow_mass_delete })]
    sync_catalog: SyncCatalogPayload,
}

#[derive(cynic::QueryFragment)]
struct SyncCatalogPayload {
    catalog_sync: Option<CatalogSync>,
    user_errors: Vec<SyncCatalogError>,
}

#[derive(cynic::QueryFragment)]
struct SyncCatalogError {
    code: SyncCatalogErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum SyncCatalogErrorCode {
    NotConfigured,
    UnderWay,
    /// One that the server learned later.
    #[cynic(fallback)]
    Other,
}
