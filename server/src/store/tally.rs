//! How often things happened, by day and by month.

mod most;

use chrono::NaiveDate;
use entity::id::SiteId;
use entity::tally::{Column, Entity, Model};
use entity::{TallyKind, TallySpan, TallySubject, tally_mark};
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict, Query, SelectStatement, UnionType};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbBackend, DbErr, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _, QueryResult, QuerySelect as _, TryGetable,
};
use uuid::Uuid;

pub use most::{by_subjects, list_most, list_ranked};

use crate::domain::tally::Key;
use crate::policy::Permit;
use crate::store::ROWS_PER_STATEMENT;

/// The mark's name: there is one.
const MARK: &str = "tally";

/// How far is counted; none while nothing is.
pub async fn find_mark(connection: &impl ConnectionTrait) -> Result<Option<tally_mark::Model>, DbErr> {
    tally_mark::Entity::find_by_id(MARK).one(connection).await
}

/// Notes how far is counted. Where `counted_at` is none, what it was stays.
pub async fn upsert_mark(
    connection: &impl ConnectionTrait,
    _: &Permit,
    open_from: NaiveDate,
    counted_at: Option<chrono::DateTime<chrono::Utc>>,
) -> Result<(), DbErr> {
    use tally_mark::Column as Mark;
    let mark = tally_mark::Model {
        name: MARK.to_owned(),
        open_from,
        counted_at,
    };
    let mut changed = vec![Mark::OpenFrom];
    changed.extend(counted_at.map(|_| Mark::CountedAt));
    tally_mark::Entity::insert(mark.into_active_model())
        .on_conflict(OnConflict::column(Mark::Name).update_columns(changed).to_owned())
        .exec_without_returning(connection)
        .await
        .map(drop)
}

/// What is counted of a day beyond a key, at most so many rows, in the order of keys.
pub async fn list_of_day(
    connection: &impl ConnectionTrait,
    day: NaiveDate,
    beyond: Option<Key>,
    n_rows: u64,
) -> Result<Vec<Model>, DbErr> {
    let beyond = beyond.map(|it| {
        let of_site = Column::SiteId.eq(it.site);
        let of_kind = of_site.clone().and(Column::Kind.eq(it.kind));
        let of_subject_kind = of_kind.clone().and(Column::SubjectKind.eq(it.subject_kind));
        Condition::any()
            .add(Column::SiteId.gt(it.site))
            .add(of_site.and(Column::Kind.gt(it.kind)))
            .add(of_kind.and(Column::SubjectKind.gt(it.subject_kind)))
            .add(of_subject_kind.and(Column::SubjectId.gt(it.subject)))
    });
    Entity::find()
        .filter(Column::Span.eq(TallySpan::Day))
        .filter(Column::StartsOn.eq(day))
        .filter(Condition::all().add_option(beyond))
        .order_by_asc(Column::SiteId)
        .order_by_asc(Column::Kind)
        .order_by_asc(Column::SubjectKind)
        .order_by_asc(Column::SubjectId)
        .limit(n_rows)
        .all(connection)
        .await
}

/// Writes how often things happened, in place of what was written of it before.
pub async fn upsert_many(connection: &impl ConnectionTrait, permit: &Permit, rows: &[Model]) -> Result<(), DbErr> {
    let on_conflict = OnConflict::columns(KEY).update_column(Column::N).to_owned();
    write(connection, permit, rows, &on_conflict).await
}

/// Adds these numbers to what is written.
pub async fn add_many(connection: &impl ConnectionTrait, permit: &Permit, rows: &[Model]) -> Result<(), DbErr> {
    let sum = match connection.get_database_backend() {
        DbBackend::MySql => "`n` + VALUES(`n`)",
        _ => "\"tally\".\"n\" + \"excluded\".\"n\"",
    };
    let on_conflict = OnConflict::columns(KEY).value(Column::N, Expr::cust(sum)).to_owned();
    write(connection, permit, rows, &on_conflict).await
}

const KEY: [Column; 6] = [
    Column::SiteId,
    Column::Span,
    Column::Kind,
    Column::SubjectKind,
    Column::SubjectId,
    Column::StartsOn,
];

async fn write(
    connection: &impl ConnectionTrait,
    _: &Permit,
    rows: &[Model],
    on_conflict: &OnConflict,
) -> Result<(), DbErr> {
    for rows in rows.chunks(ROWS_PER_STATEMENT) {
        let rows = rows.iter().cloned().map(Model::into_active_model);
        Entity::insert_many(rows)
            .on_conflict(on_conflict.clone())
            .exec_without_returning(connection)
            .await?;
    }
    Ok(())
}

/// How often each thing happened on a site in each of these spans, which follow each other.
pub async fn by_span(
    connection: &impl ConnectionTrait,
    site: SiteId,
    spans: &[(TallySpan, NaiveDate)],
) -> Result<Vec<(TallyKind, NaiveDate, i64)>, DbErr> {
    let all = [
        TallyKind::Awarded,
        TallyKind::Revoked,
        TallyKind::Reinstated,
        TallyKind::Shared,
        TallyKind::Viewed,
    ];
    let parts = runs(spans).map(|(span, first, last)| {
        Query::select()
            .columns([Column::Kind, Column::StartsOn, Column::N])
            .from(Entity)
            .cond_where(of_site(site, span, &all))
            .and_where(Column::StartsOn.between(first, last))
            .take()
    });
    let Some(union) = union_all(parts) else {
        return Ok(Vec::new());
    };
    let rows = connection.query_all(&union).await?;
    rows.iter().map(three).collect()
}

/// How often credentials were awarded, revoked and awarded again on a site in all.
pub async fn sums(connection: &impl ConnectionTrait, site: SiteId) -> Result<Vec<(TallyKind, i64)>, DbErr> {
    let of_credentials = [TallyKind::Awarded, TallyKind::Revoked, TallyKind::Reinstated];
    Entity::find()
        .select_only()
        .column(Column::Kind)
        // A sum is a decimal number to MySQL and MariaDB.
        .column_as(Expr::cust("CAST(SUM(n) AS SIGNED)"), "n")
        .filter(of_site(site, TallySpan::Month, &of_credentials))
        .group_by(Column::Kind)
        .into_tuple()
        .all(connection)
        .await
}

fn of_site(site: SiteId, span: TallySpan, kinds: &[TallyKind]) -> Condition {
    Condition::all()
        .add(Column::SiteId.eq(site))
        .add(Column::Span.eq(span))
        .add(Column::Kind.is_in(kinds.iter().copied()))
        .add(Column::SubjectKind.eq(TallySubject::Site))
        .add(Column::SubjectId.eq(Uuid::nil()))
}

/// The first and the last of spans that follow each other: at most days, months and days, as a period has them.
fn runs(spans: &[(TallySpan, NaiveDate)]) -> impl Iterator<Item = (TallySpan, NaiveDate, NaiveDate)> {
    let runs = spans.chunk_by(|(one, _), (other, _)| one == other);
    runs.filter_map(|run| Some((run.first()?.0, run.first()?.1, run.last()?.1)))
}

/// The rows of all parts; none where there is no part.
fn union_all(mut parts: impl Iterator<Item = SelectStatement>) -> Option<SelectStatement> {
    let mut union = parts.next()?;
    union.unions(parts.map(|it| (UnionType::All, it)));
    Some(union)
}

/// The three values of a row.
fn three<A: TryGetable, B: TryGetable, C: TryGetable>(row: &QueryResult) -> Result<(A, B, C), DbErr> {
    Ok((
        row.try_get_by_index(0)?,
        row.try_get_by_index(1)?,
        row.try_get_by_index(2)?,
    ))
}
