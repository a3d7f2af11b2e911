//! What background work did last.

use chrono::{DateTime, Utc};
use entity::Task;
use entity::worker_task::{Column, Entity, Model};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, IntoActiveModel as _, QueryFilter as _, QueryOrder as _,
};
use uuid::Uuid;

use crate::policy::Permit;

/// All that is known; a row for each piece of work.
pub async fn list(connection: &impl ConnectionTrait) -> Result<Vec<Model>, DbErr> {
    Entity::find().order_by_asc(Column::Task).all(connection).await
}

/// Writes that a round has been under way since `began_at`, and until when that stands. Of work that was never done nothing is told.
pub async fn update_begun(
    connection: &impl ConnectionTrait,
    _: &Permit,
    (task, worker_id): (Task, Uuid),
    began_at: DateTime<Utc>,
    next_at: DateTime<Utc>,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::WorkerId, Expr::value(worker_id))
        .col_expr(Column::BeganAt, Expr::value(began_at))
        .col_expr(Column::NextAt, Expr::value(next_at))
        .filter(Column::Task.eq(task))
        .exec(connection)
        .await
        .map(drop)
}

/// Writes what a round came to. Where none failed, when one failed last stays.
pub async fn upsert(connection: &impl ConnectionTrait, _: &Permit, row: &Model) -> Result<(), DbErr> {
    let mut changed = vec![
        Column::WorkerId,
        Column::Outcome,
        Column::EndedAt,
        Column::BeganAt,
        Column::NextAt,
    ];
    changed.extend(row.failed_at.map(|_| Column::FailedAt));
    Entity::insert(row.clone().into_active_model())
        .on_conflict(OnConflict::column(Column::Task).update_columns(changed).to_owned())
        .exec_without_returning(connection)
        .await
        .map(drop)
}
