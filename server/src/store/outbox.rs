//! Events for other systems, written with the change that they tell.

use std::ops::Range;

use entity::id::{CredentialId, EventId};
use entity::outbox_event::{Column, Entity, Model};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
};

use crate::policy::Permit;
use crate::store::{ROWS_PER_STATEMENT, page};

/// Among so many shards events are spread.
const SHARDS: Range<i16> = 0..64;

/// Adds events.
pub async fn insert_many(connection: &impl ConnectionTrait, _: &Permit, events: &[Model]) -> Result<(), DbErr> {
    for rows in events.chunks(ROWS_PER_STATEMENT) {
        let rows = rows.iter().cloned().map(Model::into_active_model);
        Entity::insert_many(rows).exec_without_returning(connection).await?;
    }
    Ok(())
}

/// The events of these credentials.
pub async fn by_subjects(connection: &impl ConnectionTrait, ids: &[CredentialId]) -> Result<Vec<Model>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Entity::find()
        .filter(Column::SubjectId.is_in(ids.iter().copied()))
        .all(connection)
        .await
}

/// Overwrites the body of an event; whoever delivers it meanwhile may deliver either.
pub async fn update_payload(connection: &impl ConnectionTrait, _: &Permit, event: &Model) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Payload, Expr::value(event.payload.clone()))
        .filter(Column::Shard.eq(event.shard))
        .filter(Column::Id.eq(event.id))
        .exec(connection)
        .await
        .map(drop)
}

/// Finds an event.
pub async fn find(connection: &impl ConnectionTrait, id: EventId) -> Result<Option<Model>, DbErr> {
    // The key begins with the shard.
    Entity::find()
        .filter(Column::Shard.is_in(SHARDS))
        .filter(Column::Id.eq(id))
        .one(connection)
        .await
}

/// How many events are not delivered and were tried at least so often, counted up to `at_most`.
pub async fn count_waiting(connection: &impl ConnectionTrait, min_attempts: i32, at_most: u64) -> Result<u64, DbErr> {
    let query = Entity::find()
        .filter(Column::DeliveredAt.is_null())
        .filter(Column::Attempts.gte(min_attempts));
    page::count(connection, query, Column::Attempts, at_most).await
}

/// The event that is due for longest; none where all are delivered.
pub async fn find_longest_due(connection: &impl ConnectionTrait) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::DeliveredAt.is_null())
        .order_by_asc(Column::AvailableAt)
        .limit(1)
        .one(connection)
        .await
}

/// Up to `n_rows` events that are not delivered and were tried at least so often, most often tried first.
pub async fn list_waiting(
    connection: &impl ConnectionTrait,
    min_attempts: i32,
    n_rows: u64,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::DeliveredAt.is_null())
        .filter(Column::Attempts.gte(min_attempts))
        .order_by_desc(Column::Attempts)
        .limit(n_rows)
        .all(connection)
        .await
}

/// Makes an event due anew that is as it was read; tells whether it was.
pub async fn update_retried(
    connection: &impl ConnectionTrait,
    _: &Permit,
    before: &Model,
    after: &Model,
) -> Result<bool, DbErr> {
    let result = Entity::update_many()
        .col_expr(Column::Attempts, Expr::value(after.attempts))
        .col_expr(Column::AvailableAt, Expr::value(after.available_at))
        .col_expr(Column::LeaseOwner, Expr::value(after.lease_owner))
        .col_expr(Column::LeaseUntil, Expr::value(after.lease_until))
        .filter(is_still(before))
        .exec(connection)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Removes an event that is as it was read; tells whether it was.
pub async fn delete(connection: &impl ConnectionTrait, _: &Permit, before: &Model) -> Result<bool, DbErr> {
    let result = Entity::delete_many().filter(is_still(before)).exec(connection).await?;
    Ok(result.rows_affected == 1)
}

fn is_still(before: &Model) -> Condition {
    Condition::all()
        .add(Column::Shard.eq(before.shard))
        .add(Column::Id.eq(before.id))
        .add(Column::Attempts.eq(before.attempts))
        .add(Column::DeliveredAt.is_null())
}
