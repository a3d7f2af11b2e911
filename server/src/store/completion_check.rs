//! What has to be looked at to tell whether learners have completed programs.

use chrono::{DateTime, Utc};
use entity::completion_check::{Column, Entity, Model};
use entity::id::UserId;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
};

use crate::policy::Permit;
use crate::store::ROWS_PER_STATEMENT;

/// Notes what has to be looked at; a later note takes the place of an earlier one.
pub async fn upsert_many(connection: &impl ConnectionTrait, _: &Permit, checks: &[Model]) -> Result<(), DbErr> {
    // One order for all writers: they wait for each other instead of blocking each other.
    let mut checks: Vec<&Model> = checks.iter().collect();
    checks.sort_by_key(|it| (it.user_id, it.configuration_id));
    for rows in checks.chunks(ROWS_PER_STATEMENT) {
        let rows = rows.iter().map(|it| (*it).clone().into_active_model());
        let on_conflict = OnConflict::columns([Column::UserId, Column::ConfigurationId])
            .update_columns([Column::DueAt, Column::Token])
            .to_owned();
        Entity::insert_many(rows)
            .on_conflict(on_conflict)
            .exec_without_returning(connection)
            .await?;
    }
    Ok(())
}

/// What is due, longest due first.
pub async fn list_due(connection: &impl ConnectionTrait, now: DateTime<Utc>, n_rows: u64) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::DueAt.lte(now))
        .order_by_asc(Column::DueAt)
        .limit(n_rows)
        .all(connection)
        .await
}

/// Removes what was looked at, unless it has been noted anew since.
pub async fn delete_seen(connection: &impl ConnectionTrait, _: &Permit, seen: &Model) -> Result<(), DbErr> {
    let condition = Condition::all()
        .add(Column::UserId.eq(seen.user_id))
        .add(Column::ConfigurationId.eq(seen.configuration_id))
        .add(Column::Token.eq(seen.token));
    Entity::delete_many().filter(condition).exec(connection).await.map(drop)
}

/// Removes what was noted of a person.
pub async fn delete_of_user(connection: &impl ConnectionTrait, _: &Permit, user: UserId) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::UserId.eq(user))
        .exec(connection)
        .await
        .map(drop)
}
