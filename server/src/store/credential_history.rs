//! The history of credentials: entries are only ever added, and lose what they tell of a person who is retired.

use std::collections::{BTreeMap, BTreeSet};

use entity::credential;
use entity::credential_history::{Column, Entity, Model};
use entity::id::CredentialId;
use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, JoinType, Query, SelectStatement, SimpleExpr};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
};
use uuid::Uuid;

use crate::domain::audit::unnamed;
use crate::domain::credential::Recorded;
use crate::policy::Permit;
use crate::store::ROWS_PER_STATEMENT;

/// The newest changes of these credentials, oldest first: at most `n_newest` up to the version given with each.
pub async fn by_credentials(
    connection: &impl ConnectionTrait,
    versions: &[(CredentialId, i32)],
    n_newest: i32,
) -> Result<BTreeMap<CredentialId, Vec<Model>>, DbErr> {
    if versions.is_empty() {
        return Ok(BTreeMap::new());
    }
    // Most credentials have changed seldom and fall into one group: one condition for each would be too deep for SQLite.
    let mut by_floor: BTreeMap<i32, Vec<CredentialId>> = BTreeMap::new();
    for (id, version) in versions {
        by_floor
            .entry(Ord::max(version.saturating_sub(n_newest), 0))
            .or_default()
            .push(*id);
    }
    let any = by_floor.into_iter().fold(Condition::any(), |any, (floor, ids)| {
        any.add(Column::CredentialId.is_in(ids).and(Column::Version.gt(floor)))
    });
    let rows = Entity::find()
        .filter(any)
        .order_by_asc(Column::Version)
        .all(connection)
        .await?;
    let mut by_credential: BTreeMap<CredentialId, Vec<Model>> = BTreeMap::new();
    for row in rows {
        by_credential.entry(row.credential_id).or_default().push(row);
    }
    Ok(by_credential)
}

/// Which versions of these credentials a request has made.
pub async fn versions_by_request(
    connection: &impl ConnectionTrait,
    credentials: &[CredentialId],
    request_token: Uuid,
) -> Result<BTreeSet<(CredentialId, i32)>, DbErr> {
    let versions: Vec<(CredentialId, i32)> = Entity::find()
        .select_only()
        .columns([Column::CredentialId, Column::Version])
        .filter(Column::CredentialId.is_in(credentials.iter().copied()))
        .filter(Column::RequestToken.eq(request_token))
        .into_tuple()
        .all(connection)
        .await?;
    Ok(versions.into_iter().collect())
}

/// Credentials with entries that do not tell their site, of at most `n_entries` entries.
pub async fn list_without_site(
    connection: &impl ConnectionTrait,
    n_entries: u64,
) -> Result<BTreeSet<CredentialId>, DbErr> {
    // What belongs to no credential belongs to no site.
    let credentials = Query::select()
        .column(credential::Column::Id)
        .from(credential::Entity)
        .take();
    let ids: Vec<CredentialId> = Entity::find()
        .select_only()
        .column(Column::CredentialId)
        .filter(Column::SiteId.is_null())
        .filter(Column::CredentialId.in_subquery(credentials))
        .limit(n_entries)
        .into_tuple()
        .all(connection)
        .await?;
    Ok(ids.into_iter().collect())
}

/// Those of these credentials of which a change found something else than the change before had left, as far as both tell.
pub async fn list_discontinued(
    connection: &impl ConnectionTrait,
    credentials: &[CredentialId],
) -> Result<BTreeSet<CredentialId>, DbErr> {
    if credentials.is_empty() {
        return Ok(BTreeSet::new());
    }
    let of = |change: &str, column: Column| Expr::col((Alias::new(change), column));
    let (change, before) = ("this_change", "change_before");
    let is_next = of(before, Column::CredentialId)
        .eq(of(change, Column::CredentialId))
        .and(of(before, Column::Version).eq(of(change, Column::Version).sub(1)));
    let is_other = of(change, Column::StateBefore)
        .is_null()
        .or(of(change, Column::StateBefore).ne(of(before, Column::StateAfter)));
    let query: SelectStatement = Query::select()
        .distinct()
        .column((Alias::new(change), Column::CredentialId))
        .from_as(Entity, Alias::new(change))
        .join_as(JoinType::InnerJoin, Entity, Alias::new(before), is_next)
        .and_where(of(change, Column::CredentialId).is_in(credentials.iter().copied()))
        .and_where(of(change, Column::StateAfter).is_not_null())
        .and_where(of(before, Column::StateAfter).is_not_null())
        .and_where(is_other)
        .take();
    let rows = connection.query_all(&query).await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}

/// Adds entries. A version that exists already fails: two writers cannot make the same change.
pub async fn insert_many(connection: &impl ConnectionTrait, _: &Permit, changes: &[Recorded]) -> Result<(), DbErr> {
    debug_assert_eq!(
        changes.iter().find_map(|it| unnamed(&it.entry().details)),
        None,
        "readers have no words for it"
    );
    for rows in changes.chunks(ROWS_PER_STATEMENT) {
        let rows = rows.iter().map(|it| it.entry().clone().into_active_model());
        Entity::insert_many(rows).exec_without_returning(connection).await?;
    }
    Ok(())
}

/// Overwrites what an entry tells of a person.
pub async fn update_erased(connection: &impl ConnectionTrait, _: &Permit, entry: &Model) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Reason, Expr::value(entry.reason.clone()))
        .col_expr(Column::RequestId, Expr::value(entry.request_id.clone()))
        .col_expr(Column::Details, Expr::value(entry.details.clone()))
        .filter(Column::CredentialId.eq(entry.credential_id))
        .filter(Column::Version.eq(entry.version))
        .exec(connection)
        .await
        .map(drop)
}

/// Writes its credential's site into each entry of these credentials that does not tell it.
pub async fn update_site(
    connection: &impl ConnectionTrait,
    _: &Permit,
    credentials: &BTreeSet<CredentialId>,
) -> Result<(), DbErr> {
    let site = Query::select()
        .column((credential::Entity, credential::Column::SiteId))
        .from(credential::Entity)
        .and_where(
            Expr::col((credential::Entity, credential::Column::Id)).eq(Expr::col((Entity, Column::CredentialId))),
        )
        .take();
    Entity::update_many()
        .col_expr(Column::SiteId, SimpleExpr::SubQuery(None, Box::new(site.into())))
        .filter(Column::CredentialId.is_in(credentials.iter().copied()))
        .filter(Column::SiteId.is_null())
        .exec(connection)
        .await
        .map(drop)
}
