//! The append-only record of what staff changed.

use entity::audit_entry::{Column, Entity, Model};
use entity::id::SiteId;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, IntoActiveModel as _, QueryFilter as _, QueryOrder as _,
};
use uuid::Uuid;

use crate::domain::audit::unnamed;
use crate::policy::Permit;

/// The changes of these subjects with a version above the one given with each, oldest first.
pub async fn by_subjects(
    connection: &impl ConnectionTrait,
    site: SiteId,
    subjects: &[(Uuid, i32)],
) -> Result<Vec<Model>, DbErr> {
    let Some(floor) = subjects.iter().map(|(_, floor)| *floor).min() else {
        return Ok(Vec::new());
    };
    Entity::find()
        .filter(Column::SiteId.eq(site))
        .filter(Column::SubjectId.is_in(subjects.iter().map(|(id, _)| *id)))
        .filter(Column::Version.gt(floor))
        .order_by_asc(Column::Version)
        .all(connection)
        .await
}

/// Adds an entry. A version that exists already fails: two writers cannot make the same change.
pub async fn insert(connection: &impl ConnectionTrait, _: &Permit, entry: &Model) -> Result<(), DbErr> {
    debug_assert_eq!(unnamed(&entry.details), None, "readers have no words for it");
    Entity::insert(entry.clone().into_active_model())
        .exec_without_returning(connection)
        .await
        .map(drop)
}
