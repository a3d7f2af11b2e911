//! Course runs of the catalogue, with their courses and the courses' owners.

use entity::id::{CourseId, CourseRunId, SiteId};
use entity::{CourseKey, course, course_organization, course_run, organization};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbBackend, DbErr, EntityTrait, JoinType, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, QueryTrait as _,
};

use super::search;

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

/// External ids of runs whose title has the words, as many as asked for.
pub async fn ids_by_words(
    connection: &impl ConnectionTrait,
    site: SiteId,
    words: &str,
    n_rows: u64,
) -> Result<Vec<String>, DbErr> {
    let backend = connection.get_database_backend();
    let keys: Vec<CourseKey> = course_run::Entity::find()
        .select_only()
        .column(course_run::Column::Key)
        .filter(course_run::Column::SiteId.eq(site))
        .filter(
            Condition::any()
                .add(search::contains(backend, course_run::Column::TitleOverride, words))
                .add(titled_by_course(backend, site, words)),
        )
        .order_by_asc(course_run::Column::Id)
        .limit(n_rows)
        .into_tuple()
        .all(connection)
        .await?;
    Ok(keys.into_iter().map(|it| it.to_string()).collect())
}

/// That a run has no title of its own, and the one of its course has the words.
pub(super) fn titled_by_course(backend: DbBackend, site: SiteId, words: &str) -> Condition {
    let titled = course::Entity::find()
        .select_only()
        .column(course::Column::Id)
        .filter(course::Column::SiteId.eq(site))
        .filter(search::contains(backend, course::Column::Title, words));
    Condition::all()
        .add(course_run::Column::TitleOverride.is_null())
        .add(course_run::Column::CourseId.in_subquery(titled.into_query()))
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
        .join(
            JoinType::InnerJoin,
            course_organization::Entity::belongs_to(organization::Entity)
                .from(course_organization::Column::OrganizationId)
                .to(organization::Column::Id)
                .into(),
        )
        .select_two_required(organization::Entity)
        .order_by_asc(course_organization::Column::Position)
        .all(connection)
        .await?;
    Ok(links
        .into_iter()
        .map(|(link, organization)| (link.course_id, organization))
        .collect())
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
