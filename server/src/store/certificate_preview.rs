//! Previews that wait to be looked at.

use chrono::{DateTime, Utc};
use entity::certificate_preview::{Column, Entity, Model};
use entity::id::{CertificatePreviewId, SiteId, UserId};
use sea_orm::{ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, IntoActiveModel as _, QueryFilter as _};

use crate::policy::Permit;

/// Finds a preview that may be looked at.
pub async fn find(
    connection: &impl ConnectionTrait,
    site: SiteId,
    id: CertificatePreviewId,
    now: DateTime<Utc>,
) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id)
        .filter(Column::SiteId.eq(site))
        .filter(Column::ExpiresAt.gt(now))
        .one(connection)
        .await
}

/// Writes a preview.
pub async fn insert(connection: &impl ConnectionTrait, _: &Permit, preview: &Model) -> Result<(), DbErr> {
    Entity::insert(preview.clone().into_active_model())
        .exec_without_returning(connection)
        .await
        .map(drop)
}

/// Removes the previews whose time is over; tells how many.
pub async fn delete_expired(connection: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<u64, DbErr> {
    let result = Entity::delete_many()
        .filter(Column::ExpiresAt.lte(now))
        .exec(connection)
        .await?;
    Ok(result.rows_affected)
}

/// Removes the previews that somebody had drawn.
pub async fn delete_of_user(connection: &impl ConnectionTrait, _: &Permit, user: UserId) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::CreatedBy.eq(user))
        .exec(connection)
        .await
        .map(drop)
}
