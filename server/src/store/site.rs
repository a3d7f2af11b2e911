//! Sites and the hosts by which requests ask for them.

use entity::id::SiteId;
use entity::{site, site_host};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _,
};

use super::page::{self, Page, Position};
use super::search;
use crate::policy::Permit;

/// Every site, oldest first. There are few.
pub async fn list(connection: &impl ConnectionTrait) -> Result<Vec<site::Model>, DbErr> {
    site::Entity::find()
        .order_by_asc(site::Column::Id)
        .all(connection)
        .await
}

/// Finds a site.
pub async fn find(connection: &impl ConnectionTrait, id: SiteId) -> Result<Option<site::Model>, DbErr> {
    site::Entity::find_by_id(id).one(connection).await
}

/// A page of sites, newest first; those whose name has the words, where some are given.
pub async fn list_page(
    connection: &impl ConnectionTrait,
    words: Option<&str>,
    after: Option<Position>,
    n_rows: usize,
) -> Result<Page<site::Model>, DbErr> {
    use site::Column;
    let query = site::Entity::find().filter(condition(connection, words));
    page::newest_first(connection, query, (Column::CreatedAt, Column::Id), after, n_rows).await
}

/// How many sites a search finds, counted up to `at_most`.
pub async fn count(connection: &impl ConnectionTrait, words: Option<&str>, at_most: u64) -> Result<u64, DbErr> {
    let query = site::Entity::find().filter(condition(connection, words));
    page::count(connection, query, site::Column::Id, at_most).await
}

fn condition(connection: &impl ConnectionTrait, words: Option<&str>) -> Condition {
    let backend = connection.get_database_backend();
    Condition::all().add_option(words.map(|it| search::contains(backend, site::Column::Name, it)))
}

/// The hosts of every site.
pub async fn list_hosts(connection: &impl ConnectionTrait) -> Result<Vec<site_host::Model>, DbErr> {
    site_host::Entity::find()
        .order_by_asc(site_host::Column::Host)
        .all(connection)
        .await
}

/// Writes a new site.
pub async fn insert(connection: &impl ConnectionTrait, _: &Permit, site: &site::Model) -> Result<(), DbErr> {
    site::Entity::insert(site.clone().into_active_model())
        .exec_without_returning(connection)
        .await
        .map(drop)
}

/// Overwrites a site that still has the version before; false if it has another.
pub async fn update(connection: &impl ConnectionTrait, _: &Permit, site: &site::Model) -> Result<bool, DbErr> {
    let done = site::Entity::update_many()
        .set(site.clone().into_active_model().reset_all())
        .filter(site::Column::Id.eq(site.id))
        .filter(site::Column::Version.eq(site.version - 1))
        .exec(connection)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Makes these the hosts of a site. Fails on a host that another site has.
pub async fn upsert_hosts(
    connection: &impl ConnectionTrait,
    _: &Permit,
    site: SiteId,
    hosts: &[String],
) -> Result<(), DbErr> {
    site_host::Entity::delete_many()
        .filter(site_host::Column::SiteId.eq(site))
        .exec(connection)
        .await?;
    let rows = hosts.iter().map(|host| {
        site_host::Model {
            host: host.clone(),
            site_id: site,
        }
        .into_active_model()
    });
    site_host::Entity::insert_many(rows)
        .exec_without_returning(connection)
        .await
        .map(drop)
}
