//! Stored pictures.

use std::collections::{BTreeMap, BTreeSet};

use entity::asset;
use entity::id::{AssetId, SiteId};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
};

use crate::policy::Permit;
use crate::store::{Page, Position, ROWS_PER_STATEMENT, page, search};

/// The assets of these ids, as far as they exist.
pub async fn by_ids(
    connection: &impl ConnectionTrait,
    site: SiteId,
    ids: &[AssetId],
) -> Result<Vec<asset::Model>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    asset::Entity::find()
        .filter(asset::Column::SiteId.eq(site))
        .filter(asset::Column::Id.is_in(ids.iter().copied()))
        .all(connection)
        .await
}

/// Finds an asset by its content.
pub async fn find_by_hash(
    connection: &impl ConnectionTrait,
    site: SiteId,
    hash: &str,
) -> Result<Option<asset::Model>, DbErr> {
    asset::Entity::find()
        .filter(asset::Column::SiteId.eq(site))
        .filter(asset::Column::Hash.eq(hash))
        .one(connection)
        .await
}

/// The hashes of the site's assets among these.
pub async fn by_hashes(
    connection: &impl ConnectionTrait,
    site: SiteId,
    hashes: &BTreeSet<String>,
) -> Result<BTreeSet<String>, DbErr> {
    if hashes.is_empty() {
        return Ok(BTreeSet::new());
    }
    let found: Vec<String> = asset::Entity::find()
        .select_only()
        .column(asset::Column::Hash)
        .filter(asset::Column::SiteId.eq(site))
        .filter(asset::Column::Hash.is_in(hashes.iter().cloned()))
        .into_tuple()
        .all(connection)
        .await?;
    Ok(found.into_iter().collect())
}

/// The keys of the site's assets among these hashes.
pub async fn ids_by_hashes(
    connection: &impl ConnectionTrait,
    site: SiteId,
    hashes: &BTreeSet<String>,
) -> Result<BTreeMap<String, AssetId>, DbErr> {
    if hashes.is_empty() {
        return Ok(BTreeMap::new());
    }
    let found: Vec<(String, AssetId)> = asset::Entity::find()
        .select_only()
        .column(asset::Column::Hash)
        .column(asset::Column::Id)
        .filter(asset::Column::SiteId.eq(site))
        .filter(asset::Column::Hash.is_in(hashes.iter().cloned()))
        .into_tuple()
        .all(connection)
        .await?;
    Ok(found.into_iter().collect())
}

/// Those of these hashes that any site has an asset of.
pub async fn known_hashes(connection: &impl ConnectionTrait, hashes: &[String]) -> Result<Vec<String>, DbErr> {
    asset::Entity::find()
        .select_only()
        .column(asset::Column::Hash)
        .filter(asset::Column::Hash.is_in(hashes.iter().cloned()))
        .distinct()
        .into_tuple()
        .all(connection)
        .await
}

/// A page of assets, newest first; those whose name has the words, where some are given.
pub async fn list(
    connection: &impl ConnectionTrait,
    site: SiteId,
    words: Option<&str>,
    after: Option<Position>,
    n_rows: usize,
) -> Result<Page<asset::Model>, DbErr> {
    use asset::Column;
    let query = asset::Entity::find().filter(condition(connection, site, words));
    page::newest_first(connection, query, (Column::CreatedAt, Column::Id), after, n_rows).await
}

/// How many assets a search finds, counted up to `at_most`.
pub async fn count(
    connection: &impl ConnectionTrait,
    site: SiteId,
    words: Option<&str>,
    at_most: u64,
) -> Result<u64, DbErr> {
    let query = asset::Entity::find().filter(condition(connection, site, words));
    page::count(connection, query, asset::Column::Id, at_most).await
}

fn condition(connection: &impl ConnectionTrait, site: SiteId, words: Option<&str>) -> Condition {
    let backend = connection.get_database_backend();
    Condition::all()
        .add(asset::Column::SiteId.eq(site))
        .add_option(words.map(|it| search::contains(backend, asset::Column::Name, it)))
}

/// Writes a new asset. A hash that the site has already fails.
pub async fn insert(connection: &impl ConnectionTrait, _: &Permit, asset: &asset::Model) -> Result<(), DbErr> {
    asset::Entity::insert(asset.clone().into_active_model())
        .exec_without_returning(connection)
        .await
        .map(drop)
}

/// Writes new assets. A hash that the site has already fails.
pub async fn insert_many(connection: &impl ConnectionTrait, _: &Permit, assets: &[asset::Model]) -> Result<(), DbErr> {
    for assets in assets.chunks(ROWS_PER_STATEMENT) {
        let rows = assets.iter().cloned().map(asset::Model::into_active_model);
        asset::Entity::insert_many(rows)
            .exec_without_returning(connection)
            .await?;
    }
    Ok(())
}

/// Gives an asset that still has the version before another name; tells whether it had.
pub async fn update_name(connection: &impl ConnectionTrait, _: &Permit, asset: &asset::Model) -> Result<bool, DbErr> {
    let result = asset::Entity::update_many()
        .col_expr(asset::Column::Name, Expr::value(asset.name.clone()))
        .col_expr(asset::Column::Version, Expr::value(asset.version))
        .filter(asset::Column::Id.eq(asset.id))
        .filter(asset::Column::Version.eq(asset.version - 1))
        .exec(connection)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Notes that something begins to show these assets by their keys; tells whether all of them are there. Belongs into the transaction
/// of what shows them: of it and a removal at the same moment the second one finds its row changed or gone.
pub async fn update_claims(
    connection: &impl ConnectionTrait,
    _: &Permit,
    site: SiteId,
    ids: &BTreeSet<AssetId>,
) -> Result<bool, DbErr> {
    if ids.is_empty() {
        return Ok(true);
    }
    let once_more = Expr::col(asset::Column::NClaims).add(1);
    let result = asset::Entity::update_many()
        .col_expr(asset::Column::NClaims, once_more)
        .filter(asset::Column::SiteId.eq(site))
        .filter(asset::Column::Id.is_in(ids.iter().copied()))
        .exec(connection)
        .await?;
    Ok(usize::try_from(result.rows_affected).is_ok_and(|it| it == ids.len()))
}

/// Removes an asset that still has this version and these claims; tells whether it had.
pub async fn delete(connection: &impl ConnectionTrait, _: &Permit, asset: &asset::Model) -> Result<bool, DbErr> {
    let result = asset::Entity::delete_many()
        .filter(asset::Column::Id.eq(asset.id))
        .filter(asset::Column::Version.eq(asset.version))
        .filter(asset::Column::NClaims.eq(asset.n_claims))
        .exec(connection)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Assets in the order of their ids, after one of them: for walking along all.
pub async fn list_all(
    connection: &impl ConnectionTrait,
    after: Option<AssetId>,
    n_rows: u64,
) -> Result<Vec<asset::Model>, DbErr> {
    asset::Entity::find()
        .filter(Condition::all().add_option(after.map(|it| asset::Column::Id.gt(it))))
        .order_by_asc(asset::Column::Id)
        .limit(n_rows)
        .all(connection)
        .await
}
