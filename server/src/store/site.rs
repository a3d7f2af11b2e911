//! Sites.

use entity::site;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _};

/// Finds the site of requests that name no other.
pub async fn find_default(connection: &impl ConnectionTrait) -> Result<Option<site::Model>, DbErr> {
    site::Entity::find()
        .filter(site::COLUMN.is_default.eq(true))
        .one(connection)
        .await
}
