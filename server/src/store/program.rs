//! Programs of the catalogue.

use entity::id::{ProgramId, SiteId};
use entity::{
    CourseKey, course_run, organization, pathway, pathway_program, program, program_course_run, program_organization,
};
use sea_orm::sea_query::{Expr, ExprTrait as _, Query};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait, JoinType, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, RelationDef,
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
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let links = program_course_run::Entity::find()
        .join(JoinType::InnerJoin, run_of_link())
        .select_also(course_run::Entity)
        .filter(program_course_run::Column::ProgramId.is_in(ids.iter().copied()))
        .order_by_asc(program_course_run::Column::Position)
        .all(connection)
        .await?;
    Ok(links
        .into_iter()
        .filter_map(|(link, run)| Some((link.program_id, run?)))
        .collect())
}

/// The pathways that are offers for these programs, by name.
pub async fn pathways(
    connection: &impl ConnectionTrait,
    site: SiteId,
    ids: &[ProgramId],
) -> Result<Vec<(ProgramId, pathway::Model)>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let pathway_of_link = pathway_program::Entity::belongs_to(pathway::Entity)
        .from(pathway_program::Column::PathwayId)
        .to(pathway::Column::Id);
    let links = pathway_program::Entity::find()
        .join(JoinType::InnerJoin, pathway_of_link.into())
        .select_two_required(pathway::Entity)
        .filter(pathway_program::Column::ProgramId.is_in(ids.iter().copied()))
        .filter(pathway::Column::SiteId.eq(site))
        .order_by_asc(pathway::Column::Name)
        .order_by_asc(pathway::Column::Id)
        .all(connection)
        .await?;
    Ok(links.into_iter().map(|(link, it)| (link.program_id, it)).collect())
}

fn run_of_link() -> RelationDef {
    program_course_run::Entity::belongs_to(course_run::Entity)
        .from(program_course_run::Column::CourseRunId)
        .to(course_run::Column::Id)
        .into()
}

/// A program with its authors, in order.
pub type Authored = (program::Model, Vec<organization::Model>);

/// The program of this UUID with its authors, if the catalogue knows it.
pub async fn authored_by_uuid(
    connection: &impl ConnectionTrait,
    site: SiteId,
    uuid: Uuid,
) -> Result<Option<Authored>, DbErr> {
    let programs = authored(connection, site, program::Column::Uuid.eq(uuid).into()).await?;
    Ok(programs.into_iter().next())
}

/// The programs that have one of these UUIDs or contain a run of one of these keys, with their authors, by title.
pub async fn authored_with_runs(
    connection: &impl ConnectionTrait,
    site: SiteId,
    uuids: &[Uuid],
    keys: &[CourseKey],
) -> Result<Vec<Authored>, DbErr> {
    if uuids.is_empty() && keys.is_empty() {
        return Ok(Vec::new());
    }
    let of_runs = Query::select()
        .column((program_course_run::Entity, program_course_run::Column::ProgramId))
        .from(program_course_run::Entity)
        .inner_join(
            course_run::Entity,
            Expr::col((course_run::Entity, course_run::Column::Id))
                .equals((program_course_run::Entity, program_course_run::Column::CourseRunId)),
        )
        .and_where(course_run::Column::SiteId.eq(site))
        .and_where(course_run::Column::Key.is_in(keys.iter().cloned()))
        .to_owned();
    let any = Condition::any()
        .add(program::Column::Uuid.is_in(uuids.iter().copied()))
        .add(program::Column::Id.in_subquery(of_runs));
    authored(connection, site, any).await
}

async fn authored(
    connection: &impl ConnectionTrait,
    site: SiteId,
    condition: Condition,
) -> Result<Vec<Authored>, DbErr> {
    let its_link = program::Entity::belongs_to(program_organization::Entity)
        .from(program::Column::Id)
        .to(program_organization::Column::ProgramId);
    let its_author = program_organization::Entity::belongs_to(organization::Entity)
        .from(program_organization::Column::OrganizationId)
        .to(organization::Column::Id);
    let rows = program::Entity::find()
        .join(JoinType::LeftJoin, its_link.into())
        .join(JoinType::LeftJoin, its_author.into())
        .select_also(organization::Entity)
        .filter(program::Column::SiteId.eq(site))
        .filter(condition)
        .order_by_asc(program::Column::Title)
        .order_by_asc(program::Column::Id)
        .order_by_asc(program_organization::Column::Position)
        .all(connection)
        .await?;
    Ok(super::grouped(rows, |a, b| a.id == b.id))
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
