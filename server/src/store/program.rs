//! Programs of the catalogue.

use entity::id::{ProgramId, SiteId};
use entity::{course_run, organization, program, program_course_run, program_organization};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait, JoinType, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};
use uuid::Uuid;

use super::search;
use crate::domain::learning_object::LearningObject;

/// The programs of these UUIDs, as far as the catalogue knows them.
pub async fn by_uuids(
    connection: &impl ConnectionTrait,
    site: SiteId,
    uuids: &[Uuid],
) -> Result<Vec<program::Model>, DbErr> {
    if uuids.is_empty() {
        return Ok(Vec::new());
    }
    program::Entity::find()
        .filter(program::Column::SiteId.eq(site))
        .filter(program::Column::Uuid.is_in(uuids.iter().copied()))
        .all(connection)
        .await
}

/// External ids of programs whose title has the words, as many as asked for.
pub async fn ids_by_words(
    connection: &impl ConnectionTrait,
    site: SiteId,
    words: &str,
    n_rows: u64,
) -> Result<Vec<String>, DbErr> {
    let has_words = search::contains(connection.get_database_backend(), program::Column::Title, words);
    let uuids: Vec<Uuid> = program::Entity::find()
        .select_only()
        .column(program::Column::Uuid)
        .filter(program::Column::SiteId.eq(site))
        .filter(has_words)
        .order_by_asc(program::Column::Id)
        .limit(n_rows)
        .into_tuple()
        .all(connection)
        .await?;
    Ok(uuids.into_iter().map(|it| LearningObject::Program(it).id()).collect())
}

/// The organizations that author these programs, in their order.
pub async fn organizations(
    connection: &impl ConnectionTrait,
    ids: &[ProgramId],
) -> Result<Vec<(ProgramId, organization::Model)>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let links = program_organization::Entity::find()
        .filter(program_organization::Column::ProgramId.is_in(ids.iter().copied()))
        .join(
            JoinType::InnerJoin,
            program_organization::Entity::belongs_to(organization::Entity)
                .from(program_organization::Column::OrganizationId)
                .to(organization::Column::Id)
                .into(),
        )
        .select_two_required(organization::Entity)
        .order_by_asc(program_organization::Column::Position)
        .all(connection)
        .await?;
    Ok(links
        .into_iter()
        .map(|(link, organization)| (link.program_id, organization))
        .collect())
}

/// The runs of these programs, in their order.
pub async fn course_runs(
    connection: &impl ConnectionTrait,
    ids: &[ProgramId],
) -> Result<Vec<(ProgramId, course_run::Model)>, DbErr> {
    let links = program_course_run::Entity::find()
        .filter(program_course_run::Column::ProgramId.is_in(ids.iter().copied()))
        .order_by_asc(program_course_run::Column::Position)
        .all(connection)
        .await?;
    let runs = course_run::Entity::find()
        .filter(course_run::Column::Id.is_in(links.iter().map(|it| it.course_run_id)))
        .all(connection)
        .await?;
    let find = |id| runs.iter().find(|it| it.id == id).cloned();
    Ok(links
        .into_iter()
        .filter_map(|it| Some((it.program_id, find(it.course_run_id)?)))
        .collect())
}

/// Finds a program.
pub async fn find(
    connection: &impl ConnectionTrait,
    site: SiteId,
    id: ProgramId,
) -> Result<Option<program::Model>, DbErr> {
    program::Entity::find_by_id(id)
        .filter(program::Column::SiteId.eq(site))
        .one(connection)
        .await
}
