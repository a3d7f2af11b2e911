//! Programs that use the API by keys.

use chrono::{DateTime, Utc};
use entity::api_client::{ActiveModel, Column, Entity, Model};
use entity::id::{ApiClientId, SiteId};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue, ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _,
};

use crate::policy::Permit;
use crate::store::{Page, Position, page, search};

/// The client that a key belongs to, present or previous, whether or not the key counts.
pub async fn find_by_key(
    connection: &impl ConnectionTrait,
    site: SiteId,
    key_hash: &[u8],
) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(
            Condition::any()
                .add(Column::KeyHash.eq(key_hash))
                .add(Column::PreviousKeyHash.eq(key_hash)),
        )
        .filter(Column::SiteId.eq(site))
        .one(connection)
        .await
}

/// Finds a client.
pub async fn find(connection: &impl ConnectionTrait, site: SiteId, id: ApiClientId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id)
        .filter(Column::SiteId.eq(site))
        .one(connection)
        .await
}

/// The clients of these keys, as far as they exist.
pub async fn by_ids(connection: &impl ConnectionTrait, site: SiteId, ids: &[ApiClientId]) -> Result<Vec<Model>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Entity::find()
        .filter(Column::SiteId.eq(site))
        .filter(Column::Id.is_in(ids.iter().copied()))
        .all(connection)
        .await
}

/// Finds a client that was not revoked by its name in lower case.
pub async fn find_by_name(
    connection: &impl ConnectionTrait,
    site: SiteId,
    name_key: &str,
) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::SiteId.eq(site))
        .filter(Column::NameKey.eq(name_key))
        .one(connection)
        .await
}

/// A page of clients, newest first; those whose name has the words, where some are given.
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

/// How many clients a search finds, counted up to `at_most`.
pub async fn count(
    connection: &impl ConnectionTrait,
    site: SiteId,
    words: Option<&str>,
    at_most: u64,
) -> Result<u64, DbErr> {
    let query = Entity::find().filter(condition(connection, site, words));
    page::count(connection, query, Column::Id, at_most).await
}

/// How many clients were not revoked, counted up to `at_most`.
pub async fn count_living(connection: &impl ConnectionTrait, site: SiteId, at_most: u64) -> Result<u64, DbErr> {
    let query = Entity::find()
        .filter(Column::SiteId.eq(site))
        .filter(Column::RevokedAt.is_null());
    page::count(connection, query, Column::Id, at_most).await
}

fn condition(connection: &impl ConnectionTrait, site: SiteId, words: Option<&str>) -> Condition {
    let backend = connection.get_database_backend();
    Condition::all()
        .add(Column::SiteId.eq(site))
        .add_option(words.map(|it| search::contains(backend, Column::Name, it)))
}

/// Writes a new client. One of that name fails.
pub async fn insert(connection: &impl ConnectionTrait, _: &Permit, client: &Model) -> Result<(), DbErr> {
    Entity::insert(client.clone().into_active_model())
        .exec_without_returning(connection)
        .await
        .map(drop)
}

/// Overwrites a client that still has the version before, but for when it was last used; tells whether it had.
pub async fn update(connection: &impl ConnectionTrait, _: &Permit, client: &Model) -> Result<bool, DbErr> {
    let row = ActiveModel {
        last_used_at: ActiveValue::NotSet,
        ..client.clone().into_active_model().reset_all()
    };
    let result = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(client.id))
        .filter(Column::Version.eq(client.version - 1))
        .exec(connection)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Notes that a client was used at `now`, unless that is known of a time after `before`.
pub async fn update_last_used(
    connection: &impl ConnectionTrait,
    _: &Permit,
    id: ApiClientId,
    now: DateTime<Utc>,
    before: DateTime<Utc>,
) -> Result<(), DbErr> {
    let is_due = Condition::any()
        .add(Column::LastUsedAt.is_null())
        .add(Column::LastUsedAt.lte(before));
    Entity::update_many()
        .col_expr(Column::LastUsedAt, Expr::value(now))
        .filter(Column::Id.eq(id))
        .filter(is_due)
        .exec(connection)
        .await
        .map(drop)
}
