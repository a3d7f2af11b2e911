//! What learners are told by mail when they complete a program.

use entity::completion_mail::{COLUMN, Column, Entity, Model};
use entity::id::{CompletionMailId, SiteId};
use entity::{MailScope, program};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _,
};

use crate::domain::completion_mail::{Scope, key_of_program};
use crate::policy::Permit;
use crate::store::{Page, Position, page, search};

/// The mails of these ids, as far as they exist.
pub async fn by_ids(
    connection: &impl ConnectionTrait,
    site: SiteId,
    ids: &[CompletionMailId],
) -> Result<Vec<Model>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Entity::find()
        .filter(Column::SiteId.eq(site))
        .filter(Column::Id.is_in(ids.iter().copied()))
        .all(connection)
        .await
}

/// Finds the mail that is for exactly these programs.
pub async fn find_by_scope(
    connection: &impl ConnectionTrait,
    site: SiteId,
    scope: &Scope,
) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::SiteId.eq(site))
        .filter(Column::Scope.eq(scope.kind()))
        .filter(Column::ScopeKey.eq(scope.key()))
        .one(connection)
        .await
}

/// All that may be for one of these programs: their own, those of their types, and the one for all.
pub async fn by_programs(
    connection: &impl ConnectionTrait,
    site: SiteId,
    programs: &[program::Model],
) -> Result<Vec<Model>, DbErr> {
    if programs.is_empty() {
        return Ok(Vec::new());
    }
    let of = |scope: MailScope, keys: Vec<String>| {
        Condition::all()
            .add(Column::Scope.eq(scope))
            .add(Column::ScopeKey.is_in(keys))
    };
    let types = programs.iter().map(|it| it.type_slug.clone()).collect();
    let own = programs.iter().map(|it| key_of_program(it.uuid)).collect();
    let any = Condition::any()
        .add(Column::Scope.eq(MailScope::Default))
        .add(of(MailScope::ProgramType, types))
        .add(of(MailScope::Program, own));
    Entity::find()
        .filter(Column::SiteId.eq(site))
        .filter(any)
        .all(connection)
        .await
}

/// A page of mails, newest first; those whose subject or key has the words, where some are given.
pub async fn list(
    connection: &impl ConnectionTrait,
    site: SiteId,
    words: Option<&str>,
    after: Option<Position>,
    n_rows: usize,
) -> Result<Page<Model>, DbErr> {
    let query = Entity::find().filter(condition(connection, site, words));
    page::newest_first(connection, query, (Column::CreatedAt, Column::Id), after, n_rows).await
}

/// How many mails a search finds, counted up to `at_most`.
pub async fn count(
    connection: &impl ConnectionTrait,
    site: SiteId,
    words: Option<&str>,
    at_most: u64,
) -> Result<u64, DbErr> {
    let query = Entity::find().filter(condition(connection, site, words));
    page::count(connection, query, Column::Id, at_most).await
}

fn condition(connection: &impl ConnectionTrait, site: SiteId, words: Option<&str>) -> Condition {
    let backend = connection.get_database_backend();
    Condition::all()
        .add(Column::SiteId.eq(site))
        .add_option(words.map(|it| {
            [Column::Subject, Column::ScopeKey]
                .into_iter()
                .fold(Condition::any(), |any, column| {
                    any.add(search::contains(backend, column, it))
                })
        }))
}

/// Writes a new mail.
pub async fn insert(connection: &impl ConnectionTrait, _: &Permit, mail: &Model) -> Result<(), DbErr> {
    Entity::insert(mail.clone().into_active_model())
        .exec_without_returning(connection)
        .await
        .map(drop)
}

/// Overwrites a mail that still has the version before; tells whether it had.
pub async fn update(connection: &impl ConnectionTrait, _: &Permit, mail: &Model) -> Result<bool, DbErr> {
    let result = Entity::update_many()
        .set(mail.clone().into_active_model().reset_all())
        .filter(COLUMN.id.eq(mail.id))
        .filter(COLUMN.version.eq(mail.version - 1))
        .exec(connection)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Removes a mail of this version; tells whether it was there.
pub async fn delete(
    connection: &impl ConnectionTrait,
    _: &Permit,
    id: CompletionMailId,
    version: i32,
) -> Result<bool, DbErr> {
    let result = Entity::delete_many()
        .filter(COLUMN.id.eq(id))
        .filter(COLUMN.version.eq(version))
        .exec(connection)
        .await?;
    Ok(result.rows_affected == 1)
}
