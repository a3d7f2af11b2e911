//! Signatories.

use entity::id::{SignatoryId, SiteId};
use entity::{configuration_signatory, signatory};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _,
};

use crate::policy::Permit;
use crate::store::{Page, Position, page, search};

/// The signatories of these ids, as far as they exist.
pub async fn by_ids(
    connection: &impl ConnectionTrait,
    site: SiteId,
    ids: &[SignatoryId],
) -> Result<Vec<signatory::Model>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    signatory::Entity::find()
        .filter(signatory::Column::SiteId.eq(site))
        .filter(signatory::Column::Id.is_in(ids.iter().copied()))
        .all(connection)
        .await
}

/// A page of signatories, newest first; those whose name, title or organization has the words, where some are given.
pub async fn list(
    connection: &impl ConnectionTrait,
    site: SiteId,
    words: Option<&str>,
    after: Option<Position>,
    n_rows: usize,
) -> Result<Page<signatory::Model>, DbErr> {
    use signatory::Column;
    let query = signatory::Entity::find().filter(condition(connection, site, words));
    page::newest_first(connection, query, (Column::CreatedAt, Column::Id), after, n_rows).await
}

/// How many signatories a search finds, counted up to `at_most`.
pub async fn count(
    connection: &impl ConnectionTrait,
    site: SiteId,
    words: Option<&str>,
    at_most: u64,
) -> Result<u64, DbErr> {
    let query = signatory::Entity::find().filter(condition(connection, site, words));
    page::count(connection, query, signatory::Column::Id, at_most).await
}

fn condition(connection: &impl ConnectionTrait, site: SiteId, words: Option<&str>) -> Condition {
    use signatory::Column;
    let backend = connection.get_database_backend();
    Condition::all()
        .add(Column::SiteId.eq(site))
        .add_option(words.map(|it| {
            [Column::Name, Column::Title, Column::OrganizationName]
                .into_iter()
                .fold(Condition::any(), |any, column| {
                    any.add(search::contains(backend, column, it))
                })
        }))
}

/// Whether any configuration names the signatory.
pub async fn is_used(connection: &impl ConnectionTrait, id: SignatoryId) -> Result<bool, DbErr> {
    let link = configuration_signatory::Entity::find()
        .filter(configuration_signatory::Column::SignatoryId.eq(id))
        .one(connection)
        .await?;
    Ok(link.is_some())
}

/// Writes a new signatory.
pub async fn insert(connection: &impl ConnectionTrait, _: &Permit, signatory: &signatory::Model) -> Result<(), DbErr> {
    signatory::Entity::insert(signatory.clone().into_active_model())
        .exec_without_returning(connection)
        .await
        .map(drop)
}

/// Overwrites a signatory that still has the version before; tells whether it had.
pub async fn update(
    connection: &impl ConnectionTrait,
    _: &Permit,
    signatory: &signatory::Model,
) -> Result<bool, DbErr> {
    let result = signatory::Entity::update_many()
        .set(signatory.clone().into_active_model().reset_all())
        .filter(signatory::COLUMN.id.eq(signatory.id))
        .filter(signatory::COLUMN.version.eq(signatory.version - 1))
        .exec(connection)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Removes a signatory of this version that no configuration names; tells whether it was there.
pub async fn delete(
    connection: &impl ConnectionTrait,
    _: &Permit,
    id: SignatoryId,
    version: i32,
) -> Result<bool, DbErr> {
    let result = signatory::Entity::delete_many()
        .filter(signatory::COLUMN.id.eq(id))
        .filter(signatory::COLUMN.version.eq(version))
        .exec(connection)
        .await?;
    Ok(result.rows_affected == 1)
}
