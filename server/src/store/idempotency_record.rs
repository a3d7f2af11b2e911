//! Stored answers to requests that carried an idempotency key.

use chrono::{DateTime, Utc};
use entity::id::UserId;
use entity::idempotency_record::{Column, Entity, Model};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
};

use crate::policy::Permit;

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

/// Stores an answer. A key that exists already fails: one request is carried out once.
pub async fn insert(connection: &impl ConnectionTrait, _: &Permit, record: &Model) -> Result<(), DbErr> {
    Entity::insert(record.clone().into_active_model())
        .exec_without_returning(connection)
        .await
        .map(drop)
}

/// Removes a record that has expired, so that its key can be used anew.
pub async fn delete_expired_key(
    connection: &impl ConnectionTrait,
    caller: UserId,
    key: &str,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::CallerId.eq(caller))
        .filter(Column::Key.eq(key))
        .filter(Column::ExpiresAt.lte(now))
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
