//! Stored answers to requests that carried an idempotency key.

use chrono::{DateTime, Utc};
use entity::id::UserId;
use entity::idempotency_record::{Column, Entity, Model};
use sea_orm::sea_query::{Condition, Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
};

use crate::policy::Permit;
use crate::store::ROWS_PER_STATEMENT;

/// The records of these keys of a caller, as far as they exist.
pub async fn by_keys(
    connection: &impl ConnectionTrait,
    caller: UserId,
    keys: Vec<String>,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::CallerId.eq(caller))
        .filter(Column::Key.is_in(keys))
        .all(connection)
        .await
}

/// Stores answers. A key that exists already fails: one request is carried out once.
pub async fn insert_many(connection: &impl ConnectionTrait, _: &Permit, records: &[Model]) -> Result<(), DbErr> {
    for rows in records.chunks(ROWS_PER_STATEMENT) {
        let rows = rows.iter().cloned().map(Model::into_active_model);
        Entity::insert_many(rows).exec_without_returning(connection).await?;
    }
    Ok(())
}

/// Removes the records of these keys that have expired, so that the keys can be used anew.
pub async fn delete_expired_keys(
    connection: &impl ConnectionTrait,
    caller: UserId,
    keys: Vec<String>,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::CallerId.eq(caller))
        .filter(Column::Key.is_in(keys))
        .filter(Column::ExpiresAt.lte(now))
        .exec(connection)
        .await
        .map(drop)
}

/// Up to `n_rows` keys beyond one of them, each with whether its answer holds this text. The answers, which may be large, stay where
/// they are.
pub async fn list_mentioning(
    connection: &impl ConnectionTrait,
    text: &str,
    beyond: Option<&(UserId, String)>,
    n_rows: u64,
) -> Result<Vec<(UserId, String, bool)>, DbErr> {
    let beyond = beyond.map(|(caller, key)| {
        Condition::any()
            .add(Column::CallerId.gt(*caller))
            .add(Column::CallerId.eq(*caller).and(Column::Key.gt(key.as_str())))
    });
    let rows: Vec<(UserId, String, i64)> = Entity::find()
        .select_only()
        .columns([Column::CallerId, Column::Key])
        .column_as(
            Expr::cust_with_values("CASE WHEN answer LIKE ? THEN 1 ELSE 0 END", [format!("%{text}%")]),
            "is_mentioned",
        )
        .filter(Condition::all().add_option(beyond))
        .order_by_asc(Column::CallerId)
        .order_by_asc(Column::Key)
        .limit(n_rows)
        .into_tuple()
        .all(connection)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(caller, key, is_mentioned)| (caller, key, is_mentioned != 0))
        .collect())
}

/// Removes a record.
pub async fn delete(connection: &impl ConnectionTrait, _: &Permit, caller: UserId, key: &str) -> Result<(), DbErr> {
    Entity::delete_by_id((caller, key.to_owned()))
        .exec(connection)
        .await
        .map(drop)
}

/// Removes all records of a caller.
pub async fn delete_of_caller(connection: &impl ConnectionTrait, _: &Permit, caller: UserId) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::CallerId.eq(caller))
        .exec(connection)
        .await
        .map(drop)
}

/// Removes a batch of expired records; tells how many. Their answers, which may be large, are not read.
pub async fn delete_expired(
    reader: &impl ConnectionTrait,
    writer: &impl ConnectionTrait,
    now: DateTime<Utc>,
    at_most: u64,
) -> Result<u64, DbErr> {
    let expired: Vec<(UserId, String)> = Entity::find()
        .select_only()
        .columns([Column::CallerId, Column::Key])
        .filter(Column::ExpiresAt.lte(now))
        .order_by_asc(Column::ExpiresAt)
        .limit(at_most)
        .into_tuple()
        .all(reader)
        .await?;
    let mut n_removed = 0;
    for (caller, key) in expired {
        let record = Entity::delete_by_id((caller, key)).filter(Column::ExpiresAt.lte(now));
        n_removed += record.exec(writer).await?.rows_affected;
    }
    Ok(n_removed)
}
