//! What became of credentials, as the list of all that was done reads it.
//!
//! Indexes lead from the site, or the site and who did it, over what happened to when it happened. So a page of all that happened is the
//! newest of each kind of change, which are few, put together by one statement; the history of an institution may have millions of rows.

use entity::credential_history::{Column, Entity, Model};
use entity::id::SiteId;
use entity::{CredentialChange, credential};
use sea_orm::sea_query::{Alias, Order, Query, SelectStatement, UnionType};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, FromQueryResult as _, Iterable as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, QueryTrait as _, Select,
};

use super::{Filter, Kind, Place, beyond};
use crate::store::page;

/// The newest changes beyond a place, at most so many; one statement, or none where nothing is asked for.
pub(super) async fn list(
    connection: &impl ConnectionTrait,
    site: SiteId,
    filter: &Filter,
    after: Option<Place>,
    n_rows: u64,
) -> Result<Vec<Model>, DbErr> {
    if !is_asked_for(filter) {
        return Ok(Vec::new());
    }
    let query = of(site, filter).filter(beyond(after, (Column::ChangedAt, Column::CredentialId), |it| {
        Column::Version.lt(it.version)
    }));
    if is_of_few(filter) {
        let query = query.filter(Column::Change.is_in(kinds(filter)));
        return newest_first(query).limit(n_rows).all(connection).await;
    }
    let mut parts = kinds(filter).into_iter().enumerate().map(|(at, change)| {
        let of_kind = page::by_index(query.clone(), index(filter)).filter(Column::Change.eq(change));
        let newest = newest_first(of_kind).limit(n_rows);
        // A part of a union has no order and no bound of its own on SQLite; what it selects from may.
        all_from(newest.into_query(), &format!("part_{at}"))
    });
    let Some(mut union) = parts.next() else {
        return Ok(Vec::new());
    };
    union.unions(parts.map(|it| (UnionType::All, it)));
    let newest: SelectStatement = all_from(union, "newest")
        .order_by(Column::ChangedAt, Order::Desc)
        .order_by(Column::CredentialId, Order::Desc)
        .order_by(Column::Version, Order::Desc)
        .limit(n_rows)
        .take();
    let rows = connection.query_all(&newest).await?;
    rows.iter().map(|row| Model::from_query_result(row, "")).collect()
}

/// How many changes there are, counted up to `at_most`.
pub(super) async fn count(
    connection: &impl ConnectionTrait,
    site: SiteId,
    filter: &Filter,
    at_most: u64,
) -> Result<u64, DbErr> {
    if !is_asked_for(filter) {
        return Ok(0);
    }
    let query = of(site, filter).filter(Column::Change.is_in(kinds(filter)));
    let query = if is_of_few(filter) {
        query
    } else {
        page::by_index(query, index(filter))
    };
    page::count(connection, query, Column::CredentialId, at_most).await
}

/// Whether any change of a credential can be among what is asked for.
fn is_asked_for(filter: &Filter) -> bool {
    let is_kind = matches!(filter.kind, None | Some(Kind::Credential(_)));
    is_kind && filter.subject.is_none() && filter.subject_kind.is_none_or(|it| it.is_credential)
}

/// Whether it is about one credential, or about those of one person.
fn is_of_few(filter: &Filter) -> bool {
    filter.person.is_some() || filter.credential.is_some()
}

/// Of all kinds those by which something changed: that states were put on record is told of one credential or person, or to who asks for it.
/// After an upgrade there is such an entry for every credential.
fn kinds(filter: &Filter) -> Vec<CredentialChange> {
    match filter.kind {
        None => CredentialChange::iter()
            .filter(|it| is_of_few(filter) || *it != CredentialChange::Attested)
            .collect(),
        Some(Kind::Credential(change)) => vec![change],
        Some(Kind::Deed(_) | Kind::Change(_)) => Vec::new(),
    }
}

fn of(site: SiteId, filter: &Filter) -> Select<Entity> {
    let theirs = filter.person.map(|it| {
        let credentials = Query::select()
            .column(credential::Column::Id)
            .from(credential::Entity)
            .and_where(credential::Column::UserId.eq(it))
            .take();
        Column::CredentialId.in_subquery(credentials)
    });
    Entity::find().filter(
        Condition::all()
            .add(Column::SiteId.eq(site))
            .add_option(filter.actor.map(|it| Column::ActorId.eq(it)))
            .add_option(filter.credential.map(|it| Column::CredentialId.eq(it)))
            .add_option(theirs)
            .add_option(filter.from.map(|it| Column::ChangedAt.gte(it)))
            .add_option(filter.until.map(|it| Column::ChangedAt.lt(it))),
    )
}

/// Leads from the site, or the site and who did it, over what happened to when.
fn index(filter: &Filter) -> &'static str {
    match filter.actor {
        None => "ix_credential_history_site_id_change_changed_at",
        Some(_) => "ix_credential_history_site_id_actor_id_change_changed_at",
    }
}

fn newest_first(query: Select<Entity>) -> Select<Entity> {
    query
        .order_by_desc(Column::ChangedAt)
        .order_by_desc(Column::CredentialId)
        .order_by_desc(Column::Version)
}

fn all_from(query: SelectStatement, alias: &str) -> SelectStatement {
    Query::select()
        .columns(Column::iter())
        .from_subquery(query, Alias::new(alias))
        .take()
}
