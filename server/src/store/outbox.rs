//! Events for other systems, written with the change that they tell.

use entity::id::CredentialId;
use entity::outbox_event::{Column, Entity, Model};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, IntoActiveModel as _, QueryFilter as _};

use crate::policy::Permit;
use crate::store::ROWS_PER_STATEMENT;

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
