//! Comparisons with the learning platform.

use entity::SyncState;
use entity::id::{ReconciliationId, SiteId};
use entity::reconciliation::{COLUMN, Column, Entity, Model};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _,
};

use crate::policy::Permit;
use crate::store::{Page, Position, page};

/// Finds a run.
pub async fn find(
    connection: &impl ConnectionTrait,
    site: SiteId,
    id: ReconciliationId,
) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id)
        .filter(COLUMN.site_id.eq(site))
        .one(connection)
        .await
}

/// Finds the run of a site that waits or runs.
pub async fn find_active(connection: &impl ConnectionTrait, site: SiteId) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(COLUMN.active_site_id.eq(site))
        .one(connection)
        .await
}

/// Finds the run of a site that was asked for last.
pub async fn find_last(connection: &impl ConnectionTrait, site: SiteId) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(COLUMN.site_id.eq(site))
        .order_by_desc(Column::RequestedAt)
        .order_by_desc(Column::Id)
        .one(connection)
        .await
}

/// Finds the last run of a site that found nothing.
pub async fn find_last_clean(connection: &impl ConnectionTrait, site: SiteId) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(COLUMN.site_id.eq(site))
        .filter(COLUMN.is_clean.eq(true))
        .order_by_desc(Column::RequestedAt)
        .order_by_desc(Column::Id)
        .one(connection)
        .await
}

/// The runs of every site that wait or run, in the order in which they were asked for.
pub async fn list_active(connection: &impl ConnectionTrait) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::ActiveSiteId.is_not_null())
        .filter(Column::State.is_in([SyncState::Queued, SyncState::Running]))
        .order_by_asc(Column::RequestedAt)
        .order_by_asc(Column::Id)
        .all(connection)
        .await
}

/// The runs of a site but for the newest `n_newest`, at most a hundred of them, newest first.
pub async fn list_older(
    connection: &impl ConnectionTrait,
    site: SiteId,
    n_newest: u64,
) -> Result<Vec<ReconciliationId>, DbErr> {
    Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(COLUMN.site_id.eq(site))
        .order_by_desc(Column::RequestedAt)
        .order_by_desc(Column::Id)
        .offset(n_newest)
        .limit(100)
        .into_tuple()
        .all(connection)
        .await
}

/// A page of the runs of a site, newest first.
pub async fn list(
    connection: &impl ConnectionTrait,
    site: SiteId,
    after: Option<Position>,
    n_rows: usize,
) -> Result<Page<Model>, DbErr> {
    let query = Entity::find().filter(COLUMN.site_id.eq(site));
    page::newest_first(connection, query, (Column::RequestedAt, Column::Id), after, n_rows).await
}

/// How many runs a site has, counted up to `at_most`.
pub async fn count(connection: &impl ConnectionTrait, site: SiteId, at_most: u64) -> Result<u64, DbErr> {
    let query = Entity::find().filter(COLUMN.site_id.eq(site));
    page::count(connection, query, Column::Id, at_most).await
}

/// Writes a new run.
pub async fn insert(connection: &impl ConnectionTrait, _: &Permit, run: &Model) -> Result<(), DbErr> {
    Entity::insert(run.clone().into_active_model())
        .exec_without_returning(connection)
        .await
        .map(drop)
}

/// Overwrites a run that still has the version before; tells whether it had.
pub async fn update(connection: &impl ConnectionTrait, _: &Permit, run: &Model) -> Result<bool, DbErr> {
    let result = Entity::update_many()
        .set(run.clone().into_active_model().reset_all())
        .filter(COLUMN.id.eq(run.id))
        .filter(COLUMN.version.eq(run.version - 1))
        .exec(connection)
        .await?;
    Ok(result.rows_affected == 1)
}
