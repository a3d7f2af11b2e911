//! The chain over the audit trail, and the entries of every table that it is over.

use entity::id::SiteId;
use entity::trail_seal::{Column, Entity, Model};
use entity::{TrailKind, TrailSubject, record_share, trail_entry};
use sea_orm::sea_query::{Expr, ExprTrait as _, Query};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
};
use uuid::Uuid;

use crate::policy::Permit;
use crate::store::ROWS_PER_STATEMENT;

/// The last link of a site's chain.
pub async fn find_last(connection: &impl ConnectionTrait, site: SiteId) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::SiteId.eq(site))
        .order_by_desc(Column::Sequence)
        .one(connection)
        .await
}

/// The links of a site's chain behind a place, in order.
pub async fn list(
    connection: &impl ConnectionTrait,
    site: SiteId,
    behind: i64,
    n_rows: u64,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::SiteId.eq(site))
        .filter(Column::Sequence.gt(behind))
        .order_by_asc(Column::Sequence)
        .limit(n_rows)
        .all(connection)
        .await
}

/// The links at these places of a site's chain.
pub async fn by_sequences(
    connection: &impl ConnectionTrait,
    site: SiteId,
    sequences: &[i64],
) -> Result<Vec<Model>, DbErr> {
    if sequences.is_empty() {
        return Ok(Vec::new());
    }
    Entity::find()
        .filter(Column::SiteId.eq(site))
        .filter(Column::Sequence.is_in(sequences.iter().copied()))
        .all(connection)
        .await
}

/// The links of entries with these keys, of every kind and version.
pub async fn by_entries(connection: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<Model>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Entity::find()
        .filter(Column::EntryId.is_in(ids.iter().copied()))
        .all(connection)
        .await
}

/// Whether any chain has this hash at this place.
pub async fn is_any(connection: &impl ConnectionTrait, sequence: i64, hash: &[u8]) -> Result<bool, DbErr> {
    let found = Entity::find()
        .filter(Column::Sequence.eq(sequence))
        .filter(Column::Hash.eq(hash.to_vec()))
        .one(connection)
        .await?;
    Ok(found.is_some())
}

/// Whether any of these entries has a link that could still tell of its words.
pub async fn is_any_salted(
    connection: &impl ConnectionTrait,
    kind: TrailKind,
    ids: impl IntoIterator<Item = Uuid> + Send,
) -> Result<bool, DbErr> {
    let found = Entity::find()
        .filter(Column::EntryId.is_in(ids))
        .filter(Column::Kind.eq(kind))
        .filter(Column::Salt.is_not_null())
        .one(connection)
        .await?;
    Ok(found.is_some())
}

/// Adds links. A place that is taken, or an entry that has one, fails: of two who seal, one is first.
pub async fn insert_many(connection: &impl ConnectionTrait, _: &Permit, links: &[Model]) -> Result<(), DbErr> {
    for rows in links.chunks(ROWS_PER_STATEMENT) {
        let rows = rows.iter().cloned().map(Model::into_active_model);
        Entity::insert_many(rows).exec_without_returning(connection).await?;
    }
    Ok(())
}

/// Takes away the salts of these entries: nobody finds their words any more by trying.
pub async fn update_erased(
    connection: &impl ConnectionTrait,
    _: &Permit,
    kind: TrailKind,
    ids: impl IntoIterator<Item = Uuid> + Send,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Salt, Expr::value(Option::<Vec<u8>>::None))
        .filter(Column::EntryId.is_in(ids))
        .filter(Column::Kind.eq(kind))
        .filter(Column::Salt.is_not_null())
        .exec(connection)
        .await
        .map(drop)
}

/// Takes away the salts of deeds that were done to these, and lost their words with them.
pub async fn update_erased_of_subjects(
    connection: &impl ConnectionTrait,
    _: &Permit,
    subjects: &[Uuid],
) -> Result<(), DbErr> {
    let deeds = Query::select()
        .column(trail_entry::Column::Id)
        .from(trail_entry::Entity)
        .and_where(trail_entry::Column::SubjectId.is_in(subjects.iter().copied()))
        .cond_where(super::trail_entry::loses_words())
        .take();
    Entity::update_many()
        .col_expr(Column::Salt, Expr::value(Option::<Vec<u8>>::None))
        .filter(Column::EntryId.in_subquery(deeds))
        .filter(Column::Kind.eq(TrailKind::Deed))
        .filter(Column::Salt.is_not_null())
        .exec(connection)
        .await
        .map(drop)
}

/// Takes away the salts of those of these deeds that lost their words, with the link to a record that they were about, before they were
/// sealed. Whoever seals asks for it behind [`update_sealed`](super::sealable::update_sealed), which waits for whoever erases.
pub async fn update_erased_with_share(
    connection: &impl ConnectionTrait,
    _: &Permit,
    deeds: &[Uuid],
) -> Result<(), DbErr> {
    use trail_entry::Column as Deed;
    let shares = Query::select()
        .column(record_share::Column::Id)
        .from(record_share::Entity)
        .and_where(
            Expr::col((record_share::Entity, record_share::Column::Id))
                .eq(Expr::col((trail_entry::Entity, Deed::SubjectId))),
        )
        .take();
    let silent = Query::select()
        .column(Deed::Id)
        .from(trail_entry::Entity)
        .and_where(Deed::Id.is_in(deeds.iter().copied()))
        .and_where(Deed::SubjectKind.eq(TrailSubject::RecordShare))
        .and_where(Deed::Reason.is_null())
        .and_where(Deed::RequestId.is_null())
        .and_where(Expr::exists(shares).not())
        .take();
    Entity::update_many()
        .col_expr(Column::Salt, Expr::value(Option::<Vec<u8>>::None))
        .filter(Column::EntryId.in_subquery(silent))
        .filter(Column::Kind.eq(TrailKind::Deed))
        .exec(connection)
        .await
        .map(drop)
}
