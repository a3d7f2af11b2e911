//! Events for other systems, written with the change that they tell.

use entity::outbox_event::{Entity, Model};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait as _, IntoActiveModel as _};

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
