//! Course runs of the catalogue, with their courses and the courses' owners.

use std::collections::BTreeMap;

use entity::id::{CourseId, CourseRunId, OrganizationId, SiteId};
use entity::{CourseKey, course, course_organization, course_run, organization};
use sea_orm::{ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _};

/// The runs of these keys, as far as the catalogue knows them.
pub async fn by_keys(
    connection: &impl ConnectionTrait,
    site: SiteId,
    keys: &[CourseKey],
) -> Result<Vec<course_run::Model>, DbErr> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    course_run::Entity::find()
        .filter(course_run::Column::SiteId.eq(site))
        .filter(course_run::Column::Key.is_in(keys.iter().cloned()))
        .order_by_asc(course_run::Column::Id)
        .all(connection)
        .await
}

/// The courses of these ids, as far as they exist.
pub async fn courses(connection: &impl ConnectionTrait, ids: &[CourseId]) -> Result<Vec<course::Model>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    course::Entity::find()
        .filter(course::Column::Id.is_in(ids.iter().copied()))
        .all(connection)
        .await
}

/// The organizations that own these courses, in their order.
pub async fn course_organizations(
    connection: &impl ConnectionTrait,
    ids: &[CourseId],
) -> Result<Vec<(CourseId, organization::Model)>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let links = course_organization::Entity::find()
        .filter(course_organization::Column::CourseId.is_in(ids.iter().copied()))
        .order_by_asc(course_organization::Column::Position)
        .all(connection)
        .await?;
    let found = organizations_by_ids(connection, links.iter().map(|it| it.organization_id)).await?;
    Ok(links
        .into_iter()
        .filter_map(|it| Some((it.course_id, found.get(&it.organization_id)?.clone())))
        .collect())
}

/// The organizations of these ids, as far as they exist.
pub(super) async fn organizations_by_ids(
    connection: &impl ConnectionTrait,
    ids: impl Iterator<Item = OrganizationId>,
) -> Result<BTreeMap<OrganizationId, organization::Model>, DbErr> {
    let rows = organization::Entity::find()
        .filter(organization::Column::Id.is_in(ids))
        .all(connection)
        .await?;
    Ok(rows.into_iter().map(|it| (it.id, it)).collect())
}

/// Finds a run.
pub async fn find(
    connection: &impl ConnectionTrait,
    site: SiteId,
    id: CourseRunId,
) -> Result<Option<course_run::Model>, DbErr> {
    course_run::Entity::find_by_id(id)
        .filter(course_run::Column::SiteId.eq(site))
        .one(connection)
        .await
}
