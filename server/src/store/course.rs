//! Courses of the catalogue.

use entity::id::{CourseId, SiteId};
use entity::{course, course_organization, organization};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, JoinType, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};

/// The courses of these ids with their owners, in order, as far as they exist.
pub async fn owned_by_ids(
    connection: &impl ConnectionTrait,
    site: SiteId,
    ids: &[CourseId],
) -> Result<Vec<(course::Model, Vec<organization::Model>)>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let its_link = course::Entity::belongs_to(course_organization::Entity)
        .from(course::Column::Id)
        .to(course_organization::Column::CourseId);
    let its_owner = course_organization::Entity::belongs_to(organization::Entity)
        .from(course_organization::Column::OrganizationId)
        .to(organization::Column::Id);
    let rows = course::Entity::find()
        .join(JoinType::LeftJoin, its_link.into())
        .join(JoinType::LeftJoin, its_owner.into())
        .select_also(organization::Entity)
        .filter(course::Column::SiteId.eq(site))
        .filter(course::Column::Id.is_in(ids.iter().copied()))
        .order_by_asc(course::Column::Id)
        .order_by_asc(course_organization::Column::Position)
        .all(connection)
        .await?;
    Ok(super::grouped(rows, |a, b| a.id == b.id))
}
