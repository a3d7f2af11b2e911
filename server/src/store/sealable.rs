//! Entries of every table that the chain over the audit trail is over, as what of them is hashed.

use std::collections::BTreeMap;

use entity::id::{CredentialId, SiteId, UserId};
use entity::{audit_entry, credential, credential_history, trail_entry, trail_seal};
use sea_orm::sea_query::{Expr, ExprTrait as _, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
};
use uuid::Uuid;

use super::page;
use crate::domain::trail_chain::{self, Material};
use crate::policy::Permit;
use entity::TrailKind;

/// An entry that can be sealed.
#[derive(Clone, Debug)]
pub struct Sealable {
    /// Tenant.
    pub site: SiteId,
    /// Its place in the chain, as its row says.
    pub sequence: Option<i64>,
    /// What of it is hashed.
    pub material: Material,
}

/// Entries that have no seal: at most `n_rows` of each table; one statement for each table, and one for the credentials.
pub async fn list_unsealed(connection: &impl ConnectionTrait, n_rows: u64) -> Result<Vec<Sealable>, DbErr> {
    let deeds = trail_entry::Entity::find()
        .filter(trail_entry::Column::SealSequence.is_null())
        .order_by_asc(trail_entry::Column::Id);
    let changes = audit_entry::Entity::find()
        .filter(audit_entry::Column::SealSequence.is_null())
        .order_by_asc(audit_entry::Column::SubjectId)
        .order_by_asc(audit_entry::Column::Version);
    // What belongs to no credential belongs to no site.
    let credentials = Query::select()
        .column(credential::Column::Id)
        .from(credential::Entity)
        .take();
    let histories = credential_history::Entity::find()
        .filter(credential_history::Column::SealSequence.is_null())
        .filter(credential_history::Column::CredentialId.in_subquery(credentials))
        .order_by_asc(credential_history::Column::CredentialId)
        .order_by_asc(credential_history::Column::Version);
    let queries = (deeds.limit(n_rows), changes.limit(n_rows), histories.limit(n_rows));
    read(connection, queries).await
}

/// The entries of a site that say they have a place after `behind`, up to `until`; one statement for each table, and one for the
/// credentials.
pub async fn list_sealed(
    connection: &impl ConnectionTrait,
    site: SiteId,
    behind: i64,
    until: Option<i64>,
    n_rows: u64,
) -> Result<Vec<Sealable>, DbErr> {
    macro_rules! query {
        ($entity:ident) => {{
            let query = $entity::Entity::find().filter($entity::Column::SealSequence.gt(behind));
            let query = match until {
                Some(until) => query.filter($entity::Column::SealSequence.lte(until)),
                None => query,
            };
            query.order_by_asc($entity::Column::SealSequence).limit(n_rows)
        }};
    }
    let of_site = Query::select()
        .column(credential::Column::Id)
        .from(credential::Entity)
        .and_where(Expr::col((credential::Entity, credential::Column::SiteId)).eq(site))
        .and_where(Expr::col((credential::Entity, credential::Column::Id)).eq(Expr::col((
            credential_history::Entity,
            credential_history::Column::CredentialId,
        ))))
        .take();
    let queries = (
        query!(trail_entry).filter(trail_entry::Column::SiteId.eq(site)),
        query!(audit_entry).filter(audit_entry::Column::SiteId.eq(site)),
        query!(credential_history).filter(Expr::exists(of_site)),
    );
    let rows = read(connection, queries).await?;
    Ok(rows.into_iter().filter(|it| it.site == site).collect())
}

/// The entries with these keys, of every kind and version; one statement for each table, and one for the credentials.
pub async fn by_ids(connection: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<Sealable>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids = || ids.iter().copied();
    let queries = (
        trail_entry::Entity::find().filter(trail_entry::Column::Id.is_in(ids())),
        audit_entry::Entity::find().filter(audit_entry::Column::SubjectId.is_in(ids())),
        credential_history::Entity::find().filter(credential_history::Column::CredentialId.is_in(ids())),
    );
    read(connection, queries).await
}

type Queries = (
    Select<trail_entry::Entity>,
    Select<audit_entry::Entity>,
    Select<credential_history::Entity>,
);

async fn read(connection: &impl ConnectionTrait, (deeds, changes, histories): Queries) -> Result<Vec<Sealable>, DbErr> {
    let mut entries: Vec<Sealable> = Vec::new();
    entries.extend(deeds.all(connection).await?.iter().map(|it| Sealable {
        site: it.site_id,
        sequence: it.seal_sequence,
        material: trail_chain::of_deed(it),
    }));
    entries.extend(changes.all(connection).await?.iter().map(|it| Sealable {
        site: it.site_id,
        sequence: it.seal_sequence,
        material: trail_chain::of_change(it),
    }));
    let histories = histories.all(connection).await?;
    let owners = owners(connection, histories.iter().map(|it| it.credential_id).collect()).await?;
    entries.extend(histories.iter().filter_map(|it| {
        let &(site, learner) = owners.get(&it.credential_id)?;
        // Where its own row names another site it would be listed there: it is hashed with that one, and fits no link.
        let material = trail_chain::of_credential(it, it.site_id.unwrap_or(site), learner);
        Some(Sealable {
            site,
            sequence: it.seal_sequence,
            material,
        })
    }));
    Ok(entries)
}

/// Site and learner of each credential.
async fn owners(
    connection: &impl ConnectionTrait,
    ids: Vec<CredentialId>,
) -> Result<BTreeMap<CredentialId, (SiteId, UserId)>, DbErr> {
    use credential::Column;
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows: Vec<(CredentialId, SiteId, UserId)> = credential::Entity::find()
        .select_only()
        .columns([Column::Id, Column::SiteId, Column::UserId])
        .filter(Column::Id.is_in(ids))
        .into_tuple()
        .all(connection)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(id, site, learner)| (id, (site, learner)))
        .collect())
}

/// Writes into entries of one kind with these keys which places their seals give them.
pub async fn update_sealed(
    connection: &impl ConnectionTrait,
    _: &Permit,
    kind: TrailKind,
    ids: &[Uuid],
) -> Result<(), DbErr> {
    macro_rules! update {
        ($entity:ident, $id:ident, $version:expr) => {
            $entity::Entity::update_many()
                .col_expr(
                    $entity::Column::SealSequence,
                    place(kind, Expr::col(($entity::Entity, $entity::Column::$id)), $version),
                )
                .filter($entity::Column::$id.is_in(ids.iter().copied()))
                .filter($entity::Column::SealSequence.is_null())
                .exec(connection)
                .await
                .map(drop)
        };
    }
    if ids.is_empty() {
        return Ok(());
    }
    match kind {
        TrailKind::Deed => update!(trail_entry, Id, Expr::value(0)),
        TrailKind::Change => update!(
            audit_entry,
            SubjectId,
            Expr::col((audit_entry::Entity, audit_entry::Column::Version))
        ),
        TrailKind::Credential => update!(
            credential_history,
            CredentialId,
            Expr::col((credential_history::Entity, credential_history::Column::Version))
        ),
    }
}

/// The place that an entry's seal gives it.
fn place(kind: TrailKind, id: Expr, version: Expr) -> SimpleExpr {
    use trail_seal::{Column, Entity};
    let select = Query::select()
        .column((Entity, Column::Sequence))
        .from(Entity)
        .and_where(Expr::col((Entity, Column::EntryId)).eq(id))
        .and_where(Expr::col((Entity, Column::Kind)).eq(kind))
        .and_where(Expr::col((Entity, Column::Version)).eq(version))
        .take();
    SimpleExpr::SubQuery(None, Box::new(select.into()))
}

/// How many entries of a site wait to be sealed, counted up to `at_most` in each table.
pub async fn count_unsealed(connection: &impl ConnectionTrait, site: SiteId, at_most: u64) -> Result<u64, DbErr> {
    let deeds = trail_entry::Entity::find()
        .filter(trail_entry::Column::SealSequence.is_null())
        .filter(trail_entry::Column::SiteId.eq(site));
    let changes = audit_entry::Entity::find()
        .filter(audit_entry::Column::SealSequence.is_null())
        .filter(audit_entry::Column::SiteId.eq(site));
    let of_site = Query::select()
        .column(credential::Column::Id)
        .from(credential::Entity)
        .and_where(Expr::col((credential::Entity, credential::Column::SiteId)).eq(site))
        .and_where(Expr::col((credential::Entity, credential::Column::Id)).eq(Expr::col((
            credential_history::Entity,
            credential_history::Column::CredentialId,
        ))))
        .take();
    let histories = credential_history::Entity::find()
        .filter(credential_history::Column::SealSequence.is_null())
        .filter(Expr::exists(of_site));
    Ok(page::count(connection, deeds, trail_entry::Column::Id, at_most).await?
        + page::count(connection, changes, audit_entry::Column::SubjectId, at_most).await?
        + page::count(connection, histories, credential_history::Column::CredentialId, at_most).await?)
}
