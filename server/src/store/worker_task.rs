//! What background work did last.

use entity::worker_task::{Column, Entity, Model};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait as _, IntoActiveModel as _, QueryOrder as _};

use crate::policy::Permit;

/// All that is known; a row for each piece of work.
pub async fn list(connection: &impl ConnectionTrait) -> Result<Vec<Model>, DbErr> {
    Entity::find().order_by_asc(Column::Task).all(connection).await
}

/// Writes what a round came to. Where none failed, when one failed last stays.
pub async fn upsert(connection: &impl ConnectionTrait, _: &Permit, row: &Model) -> Result<(), DbErr> {
    let mut changed = vec![Column::WorkerId, Column::Outcome, Column::EndedAt, Column::NextAt];
    changed.extend(row.failed_at.map(|_| Column::FailedAt));
    Entity::insert(row.clone().into_active_model())
        .on_conflict(OnConflict::column(Column::Task).update_columns(changed).to_owned())
        .exec_without_returning(connection)
        .await
        .map(drop)
}
