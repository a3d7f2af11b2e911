//! Keyset pages: where a page starts, and what comes back.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::extension::mysql::{IndexHintScope, MySqlSelectStatementExt as _};
use sea_orm::sea_query::{Expr, ExprTrait as _, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, QueryTrait, Select,
};
use uuid::Uuid;

/// A place in a list ordered by instant and id, newest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The instant the list is ordered by.
    pub at: DateTime<Utc>,
    /// Tells rows of one instant apart.
    pub id: Uuid,
}

/// A page of rows.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The rows, in order.
    pub rows: Vec<T>,
    /// Whether more follow.
    pub has_more: bool,
}

impl<T> Page<T> {
    /// Makes a page of at most `size` rows out of up to `size + 1` that were read.
    #[must_use]
    pub fn of(mut rows: Vec<T>, size: usize) -> Self {
        let has_more = rows.len() > size;
        rows.truncate(size);
        Self { rows, has_more }
    }
}

/// Reads a page of what `query` finds, newest first by an instant and an id.
pub(super) async fn newest_first<E: EntityTrait>(
    connection: &impl ConnectionTrait,
    query: Select<E>,
    (instant, id): (E::Column, E::Column),
    after: Option<Position>,
    n_rows: usize,
) -> Result<Page<E::Model>, DbErr> {
    let beyond = after.map(|it| {
        Condition::any()
            .add(instant.lt(it.at))
            .add(instant.eq(it.at).and(id.lt(it.id)))
    });
    let query = query
        .filter(Condition::all().add_option(beyond))
        .order_by_desc(instant)
        .order_by_desc(id);
    first(connection, query, n_rows).await
}

/// The same query, read by this index on databases that can be told.
pub(super) fn by_index<E: EntityTrait>(mut query: Select<E>, index: &'static str) -> Select<E> {
    QueryTrait::query(&mut query).force_index(index, IndexHintScope::All);
    query
}

/// Reads a page of what `query` finds, in the order of a text and an id. The cursor names the last row of the page before; should that
/// row have another text by now, the list goes on after that one.
pub(super) async fn by_text<E: EntityTrait + Default>(
    connection: &impl ConnectionTrait,
    query: Select<E>,
    (text, id): (E::Column, E::Column),
    after: Option<Uuid>,
    n_rows: usize,
) -> Result<Page<E::Model>, DbErr> {
    let beyond = after.map(|it| {
        let last = || {
            Query::select()
                .column(text)
                .from(E::default())
                .and_where(id.eq(it))
                .take()
        };
        Condition::any()
            .add(Expr::col(text.as_column_ref()).gt(SimpleExpr::SubQuery(None, Box::new(last().into()))))
            .add(
                Expr::col(text.as_column_ref())
                    .eq(SimpleExpr::SubQuery(None, Box::new(last().into())))
                    .and(id.gt(it)),
            )
    });
    let query = query
        .filter(Condition::all().add_option(beyond))
        .order_by_asc(text)
        .order_by_asc(id);
    first(connection, query, n_rows).await
}

/// The first rows of what `query` finds.
async fn first<E: EntityTrait>(
    connection: &impl ConnectionTrait,
    query: Select<E>,
    n_rows: usize,
) -> Result<Page<E::Model>, DbErr> {
    let n_read = u64::try_from(n_rows).unwrap_or(u64::MAX).saturating_add(1);
    Ok(Page::of(query.limit(n_read).all(connection).await?, n_rows))
}

/// How many rows `query` finds, counted up to `at_most`.
pub(super) async fn count<E>(
    connection: &impl ConnectionTrait,
    query: Select<E>,
    id: E::Column,
    at_most: u64,
) -> Result<u64, DbErr>
where
    E: EntityTrait,
    E::Model: Send + Sync,
{
    query.select_only().column(id).limit(at_most).count(connection).await
}
