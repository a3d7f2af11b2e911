//! To what things happened most.
//!
//! Where little was counted, all of it is added up, in one statement that shows whether it was all. Where more was, those are found first
//! that are worth a closer look. Either way no statement reads 10,000 tallies.

use chrono::NaiveDate;
use entity::id::SiteId;
use entity::tally::{Column, Entity};
use entity::{TallyKind, TallySpan, TallySubject};
use sea_orm::sea_query::extension::mysql::{IndexHintScope, MySqlSelectStatementExt as _};
use sea_orm::sea_query::{Alias, CaseStatement, Expr, ExprTrait as _, Func, Order, Query, SelectStatement};
use sea_orm::{ColumnTrait as _, ConnectionTrait, DbErr};
use uuid::Uuid;

use super::{runs, three, union_all};
use crate::domain::tally::Figures;

/// Rows that are read at most of each run of spans, of which a period has three at most, to add all of them up.
const ROWS_OF_RUN: i64 = 3_300;
/// Rows that one statement looks at to find what happened most, all spans together.
const ROWS_FOR_THE_MOST: usize = 2_000;

/// To what the first of these kinds happened most in these spans, which follow each other: at most `n_rows`, most first, each with how
/// often all of these kinds happened to it. None where there is too much to add up.
pub async fn list_ranked(
    connection: &impl ConnectionTrait,
    site: SiteId,
    (kinds, subject_kind): (&[TallyKind], TallySubject),
    spans: &[(TallySpan, NaiveDate)],
    n_rows: u64,
) -> Result<Option<Vec<(Uuid, Figures)>>, DbErr> {
    let parts: Vec<SelectStatement> = runs(spans)
        .enumerate()
        .map(|(at, run)| part(site, (kinds, subject_kind), at, run))
        .collect();
    let n_parts = parts.len();
    let Some(union) = union_all(parts.into_iter()).filter(|_| !kinds.is_empty()) else {
        return Ok(Some(Vec::new()));
    };
    let mut ranked = Query::select();
    ranked.column(Column::SubjectId);
    for (at, kind) in kinds.iter().enumerate() {
        let of_kind = CaseStatement::new()
            .case(Expr::col(Column::Kind).eq(Expr::value(*kind)), Expr::col(Column::N))
            .finally(Expr::cust("0"));
        // A sum is a decimal number to MySQL and MariaDB.
        ranked.expr_as(Func::cast_as(Func::sum(of_kind), "SIGNED"), sum_of(at));
    }
    for at in 0..n_parts {
        // How many rows the part has, whatever comes of them: the same in each row.
        let n_read = format!("CAST(SUM(SUM((run_at = {at}) * n_rows)) OVER () AS SIGNED)");
        ranked.expr_as(Expr::cust(n_read), Alias::new(format!("n_read_{at}")));
    }
    ranked
        .from_subquery(union, Alias::new("part"))
        .group_by_col(Column::SubjectId)
        .order_by(sum_of(0), Order::Desc)
        .order_by(Column::SubjectId, Order::Asc)
        .limit(n_rows);
    let rows = connection.query_all(&ranked).await?;
    let mut list = Vec::new();
    for row in &rows {
        for at in 0..n_parts {
            if row.try_get_by_index::<i64>(1 + kinds.len() + at)? > ROWS_OF_RUN {
                return Ok(None);
            }
        }
        // Not left out by the database, which would not count what they were read for.
        if row.try_get_by_index::<i64>(1)? <= 0 {
            continue;
        }
        let mut figures = Figures::default();
        for (at, kind) in kinds.iter().enumerate() {
            figures.add(*kind, row.try_get_by_index(1 + at)?);
        }
        list.push((row.try_get_by_index(0)?, figures));
    }
    Ok(Some(list))
}

/// The column of the sum of the kind in this place.
fn sum_of(at: usize) -> Alias {
    Alias::new(format!("n_{at}"))
}

/// What a run of spans has, by thing and kind: of up to one row more than are added up.
fn part(
    site: SiteId,
    (kinds, subject_kind): (&[TallyKind], TallySubject),
    at: usize,
    (span, first, last): (TallySpan, NaiveDate, NaiveDate),
) -> SelectStatement {
    let columns = [Column::SubjectId, Column::Kind, Column::N];
    let some = Query::select()
        .columns(columns)
        .from(Entity)
        // It has all that is asked for.
        .force_index("ix_tally_site_id_span_kind_subject_kind_starts_on_n", IndexHintScope::All)
        .and_where(Column::SiteId.eq(site))
        .and_where(Column::Span.eq(span))
        .and_where(Column::Kind.is_in(kinds.iter().copied()))
        .and_where(Column::SubjectKind.eq(subject_kind))
        .and_where(Column::StartsOn.between(first, last))
        .limit(ROWS_OF_RUN.unsigned_abs() + 1)
        .take();
    // Added up here already, so that few rows are left to be written down once more.
    Query::select()
        .columns([Column::SubjectId, Column::Kind])
        .expr_as(Expr::col(Column::N).sum(), Column::N)
        .expr_as(Expr::cust("COUNT(*)"), Alias::new("n_rows"))
        .expr_as(Expr::cust(at.to_string()), Alias::new("run_at"))
        .from_subquery(some, Alias::new(format!("part_{at}")))
        .group_by_columns([Column::SubjectId, Column::Kind])
        .take()
}

/// To what something happened most in these spans, at most `n_rows`.
///
/// Of each span those are looked at to which it happened most in it: all of them, or as many as keep the statement small. Where a site
/// has more, one that is never among them in any span can be missing.
pub async fn list_most(
    connection: &impl ConnectionTrait,
    site: SiteId,
    (kind, subject_kind): (TallyKind, TallySubject),
    spans: &[(TallySpan, NaiveDate)],
    n_rows: u64,
) -> Result<Vec<Uuid>, DbErr> {
    let Some(of_each) = ROWS_FOR_THE_MOST.checked_div(spans.len()) else {
        return Ok(Vec::new());
    };
    let parts = spans.iter().enumerate().map(|(at, (span, starts_on))| {
        let most = Query::select()
            .columns([Column::SubjectId, Column::N])
            .from(Entity)
            .and_where(Column::SiteId.eq(site))
            .and_where(Column::Span.eq(*span))
            .and_where(Column::Kind.eq(kind))
            .and_where(Column::SubjectKind.eq(subject_kind))
            .and_where(Column::StartsOn.eq(*starts_on))
            .order_by(Column::N, Order::Desc)
            .limit(u64::try_from(of_each).unwrap_or(u64::MAX))
            .take();
        // A part of a union has no order and no bound of its own on SQLite; what it selects from may.
        Query::select()
            .columns([Column::SubjectId, Column::N])
            .from_subquery(most, Alias::new(format!("part_{at}")))
            .take()
    });
    let Some(union) = union_all(parts) else {
        return Ok(Vec::new());
    };
    let most: SelectStatement = Query::select()
        .column(Column::SubjectId)
        .from_subquery(union, Alias::new("part"))
        .group_by_col(Column::SubjectId)
        .and_having(Expr::cust("SUM(n) > 0"))
        .order_by_expr(Expr::cust("SUM(n)"), Order::Desc)
        .order_by(Column::SubjectId, Order::Asc)
        .limit(n_rows)
        .take();
    let rows = connection.query_all(&most).await?;
    rows.iter().map(|row| row.try_get_by_index::<Uuid>(0)).collect()
}

/// How often each thing happened to each of these in these spans, which follow each other; a thing may be told several times.
pub async fn by_subjects(
    connection: &impl ConnectionTrait,
    site: SiteId,
    (kinds, subject_kind): (&[TallyKind], TallySubject),
    subjects: &[Uuid],
    spans: &[(TallySpan, NaiveDate)],
) -> Result<Vec<(Uuid, TallyKind, i64)>, DbErr> {
    if subjects.is_empty() {
        return Ok(Vec::new());
    }
    // Each run of them is a range of the primary key for each kind and thing; as one condition they would be read as one long range.
    let parts = runs(spans).map(|(span, first, last)| {
        Query::select()
            .columns([Column::SubjectId, Column::Kind])
            .expr(Expr::cust("CAST(SUM(n) AS SIGNED)"))
            .from(Entity)
            .and_where(Column::SiteId.eq(site))
            .and_where(Column::Span.eq(span))
            .and_where(Column::Kind.is_in(kinds.iter().copied()))
            .and_where(Column::SubjectKind.eq(subject_kind))
            .and_where(Column::SubjectId.is_in(subjects.iter().copied()))
            .and_where(Column::StartsOn.between(first, last))
            .group_by_columns([Column::SubjectId, Column::Kind])
            .take()
    });
    let Some(union) = union_all(parts) else {
        return Ok(Vec::new());
    };
    let rows = connection.query_all(&union).await?;
    rows.iter().map(three).collect()
}
