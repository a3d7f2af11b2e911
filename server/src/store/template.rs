//! Templates and their versions.

use chrono::{DateTime, Utc};
use entity::id::{SiteId, TemplateId, TemplateVersionId, UserId};
use entity::{credential_configuration, template, template_version};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, ConnectionTrait, DbErr, DerivePartialModel, EntityTrait as _,
    ExprTrait as _, IntoActiveModel as _, QueryFilter as _, QueryOrder as _,
};

use crate::policy::Permit;
use crate::store::{Page, Position, page, search};

/// The templates of these ids that were not removed.
pub async fn by_ids(
    connection: &impl ConnectionTrait,
    site: SiteId,
    ids: &[TemplateId],
) -> Result<Vec<template::Model>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    template::Entity::find()
        .filter(template::Column::SiteId.eq(site))
        .filter(template::Column::DeletedAt.is_null())
        .filter(template::Column::Id.is_in(ids.iter().copied()))
        .all(connection)
        .await
}

/// The versions of these ids, of templates that were removed too.
pub async fn versions(
    connection: &impl ConnectionTrait,
    ids: &[TemplateVersionId],
) -> Result<Vec<template_version::Model>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    template_version::Entity::find()
        .filter(template_version::Column::Id.is_in(ids.iter().copied()))
        .all(connection)
        .await
}

/// A version without what it says.
#[derive(Clone, Debug, PartialEq, Eq, DerivePartialModel)]
#[sea_orm(entity = "template_version::Entity")]
pub struct AboutVersion {
    /// Key.
    pub id: TemplateVersionId,
    /// The template.
    pub template_id: TemplateId,
    /// 1, 2, 3 within the template.
    pub number: i32,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When it was published first; none for a draft.
    pub published_at: Option<DateTime<Utc>>,
    /// When it passed every check; none before.
    pub checked_at: Option<DateTime<Utc>>,
    /// Who had it checked.
    pub checked_by: Option<UserId>,
}

/// The versions of these templates with a number above the one given with each, newest first; some below it may be among them.
pub async fn about_versions(
    connection: &impl ConnectionTrait,
    templates: &[(TemplateId, i32)],
) -> Result<Vec<AboutVersion>, DbErr> {
    let Some(floor) = templates.iter().map(|(_, floor)| *floor).min() else {
        return Ok(Vec::new());
    };
    template_version::Entity::find()
        .filter(template_version::Column::TemplateId.is_in(templates.iter().map(|(id, _)| *id)))
        .filter(template_version::Column::Number.gt(floor))
        .order_by_desc(template_version::Column::Number)
        .into_partial_model()
        .all(connection)
        .await
}

/// The versions of templates that have these numbers.
pub async fn numbered_versions(
    connection: &impl ConnectionTrait,
    numbers: &[(TemplateId, i32)],
) -> Result<Vec<template_version::Model>, DbErr> {
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let one = |(template, number): &(TemplateId, i32)| {
        template_version::Column::TemplateId
            .eq(*template)
            .and(template_version::Column::Number.eq(*number))
    };
    template_version::Entity::find()
        .filter(numbers.iter().map(one).fold(Condition::any(), Condition::add))
        .all(connection)
        .await
}

/// A page of templates, newest first; those whose name has the words, where some are given.
pub async fn list(
    connection: &impl ConnectionTrait,
    site: SiteId,
    words: Option<&str>,
    after: Option<Position>,
    n_rows: usize,
) -> Result<Page<template::Model>, DbErr> {
    use template::Column;
    let query = template::Entity::find().filter(condition(connection, site, words));
    page::newest_first(connection, query, (Column::CreatedAt, Column::Id), after, n_rows).await
}

/// How many templates a search finds, counted up to `at_most`.
pub async fn count(
    connection: &impl ConnectionTrait,
    site: SiteId,
    words: Option<&str>,
    at_most: u64,
) -> Result<u64, DbErr> {
    let query = template::Entity::find().filter(condition(connection, site, words));
    page::count(connection, query, template::Column::Id, at_most).await
}

fn condition(connection: &impl ConnectionTrait, site: SiteId, words: Option<&str>) -> Condition {
    let backend = connection.get_database_backend();
    Condition::all()
        .add(template::Column::SiteId.eq(site))
        .add(template::Column::DeletedAt.is_null())
        .add_option(words.map(|it| search::contains(backend, template::Column::Name, it)))
}

/// Whether any configuration follows the template.
pub async fn is_used(connection: &impl ConnectionTrait, id: TemplateId) -> Result<bool, DbErr> {
    let configuration = credential_configuration::Entity::find()
        .filter(credential_configuration::Column::TemplateId.eq(id))
        .one(connection)
        .await?;
    Ok(configuration.is_some())
}

/// Writes a new template.
pub async fn insert(connection: &impl ConnectionTrait, _: &Permit, template: &template::Model) -> Result<(), DbErr> {
    template::Entity::insert(template.clone().into_active_model())
        .exec_without_returning(connection)
        .await
        .map(drop)
}

/// Overwrites a template that still has the version before; tells whether it had.
pub async fn update(connection: &impl ConnectionTrait, _: &Permit, template: &template::Model) -> Result<bool, DbErr> {
    let result = template::Entity::update_many()
        .set(template.clone().into_active_model().reset_all())
        .filter(template::COLUMN.id.eq(template.id))
        .filter(template::COLUMN.version.eq(template.version - 1))
        .exec(connection)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Writes a new version. A number that the template has already fails.
pub async fn insert_version(
    connection: &impl ConnectionTrait,
    _: &Permit,
    version: &template_version::Model,
) -> Result<(), DbErr> {
    template_version::Entity::insert(version.clone().into_active_model())
        .exec_without_returning(connection)
        .await
        .map(drop)
}

/// Notes when a version passed every check first, and who had it checked.
pub async fn update_check(
    connection: &impl ConnectionTrait,
    _: &Permit,
    version: &template_version::Model,
) -> Result<(), DbErr> {
    use template_version::Column;
    template_version::Entity::update_many()
        .col_expr(Column::CheckedAt, sea_orm::sea_query::Expr::value(version.checked_at))
        .col_expr(Column::CheckedBy, sea_orm::sea_query::Expr::value(version.checked_by))
        .filter(Column::Id.eq(version.id))
        .filter(Column::CheckedAt.is_null())
        .exec(connection)
        .await
        .map(drop)
}

/// Notes when a version was published first.
pub async fn update_version(
    connection: &impl ConnectionTrait,
    _: &Permit,
    version: &template_version::Model,
) -> Result<(), DbErr> {
    template_version::Entity::update_many()
        .col_expr(
            template_version::Column::PublishedAt,
            sea_orm::sea_query::Expr::value(version.published_at),
        )
        .filter(template_version::Column::Id.eq(version.id))
        .filter(template_version::Column::PublishedAt.is_null())
        .exec(connection)
        .await
        .map(drop)
}
