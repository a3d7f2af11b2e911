//! What comparisons with the learning platform found to differ.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use entity::id::{DifferenceId, ReconciliationId, SiteId, UserId};
use entity::reconciliation_difference::{Column, Entity, Model};
use entity::{DifferenceKind, DifferenceState, UsernameKey};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QuerySelect as _,
};

use crate::policy::Permit;
use crate::store::{Page, Position, ROWS_PER_STATEMENT, page};

/// Which differences a list contains; every choice that is set must hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Those of this kind.
    pub kind: Option<DifferenceKind>,
    /// Those that have come so far.
    pub state: Option<DifferenceState>,
}

/// How a difference is settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// What becomes of it.
    pub state: DifferenceState,
    /// Who settles it.
    pub by: Option<UserId>,
    /// When.
    pub at: DateTime<Utc>,
    /// Why, where it stays.
    pub reason: Option<String>,
}

/// The differences of a site of these ids, as far as they exist.
pub async fn by_ids(
    connection: &impl ConnectionTrait,
    site: SiteId,
    ids: &[DifferenceId],
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::SiteId.eq(site))
        .filter(Column::Id.is_in(ids.iter().copied()))
        .all(connection)
        .await
}

/// Kinds and subjects of what a run has found about people of these names.
pub async fn subjects(
    connection: &impl ConnectionTrait,
    run: ReconciliationId,
    keys: Vec<UsernameKey>,
) -> Result<Vec<(DifferenceKind, UsernameKey, String)>, DbErr> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    Entity::find()
        .select_only()
        .column(Column::Kind)
        .column(Column::UsernameKey)
        .column(Column::CourseKey)
        .filter(Column::ReconciliationId.eq(run))
        .filter(Column::UsernameKey.is_in(keys))
        .into_tuple()
        .all(connection)
        .await
}

/// Ids of what tells of a person, by their row or their name.
pub async fn ids_of_user(
    connection: &impl ConnectionTrait,
    user: UserId,
    key: &UsernameKey,
) -> Result<Vec<DifferenceId>, DbErr> {
    Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(of_user(user, key))
        .into_tuple()
        .all(connection)
        .await
}

/// Those of these that are still kept.
pub async fn existing(
    connection: &impl ConnectionTrait,
    ids: &[DifferenceId],
) -> Result<BTreeSet<DifferenceId>, DbErr> {
    let found: Vec<DifferenceId> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Id.is_in(ids.iter().copied()))
        .into_tuple()
        .all(connection)
        .await?;
    Ok(found.into_iter().collect())
}

/// A page of what a run has found, newest first.
pub async fn list(
    connection: &impl ConnectionTrait,
    run: ReconciliationId,
    filter: Filter,
    after: Option<Position>,
    n_rows: usize,
) -> Result<Page<Model>, DbErr> {
    let query = Entity::find().filter(condition(run, filter));
    page::newest_first(connection, query, (Column::FoundAt, Column::Id), after, n_rows).await
}

/// How much a run has found, counted up to `at_most`.
pub async fn count(
    connection: &impl ConnectionTrait,
    run: ReconciliationId,
    filter: Filter,
    at_most: u64,
) -> Result<u64, DbErr> {
    let query = Entity::find().filter(condition(run, filter));
    page::count(connection, query, Column::Id, at_most).await
}

/// Writes new differences. One of a kind for each run and subject: another one is a broken unique key.
pub async fn insert_many(connection: &impl ConnectionTrait, _: &Permit, rows: &[Model]) -> Result<(), DbErr> {
    for rows in rows.chunks(ROWS_PER_STATEMENT) {
        let rows = rows.iter().cloned().map(Model::into_active_model);
        Entity::insert_many(rows).exec_without_returning(connection).await?;
    }
    Ok(())
}

/// Settles those of these differences that are open still; tells how many were.
pub async fn update_settled(
    connection: &impl ConnectionTrait,
    _: &Permit,
    ids: &[DifferenceId],
    settlement: &Settlement,
) -> Result<u64, DbErr> {
    let Settlement { state, by, at, reason } = settlement.clone();
    let result = Entity::update_many()
        .col_expr(Column::State, Expr::value(state.as_str()))
        .col_expr(Column::SettledById, Expr::value(by))
        .col_expr(Column::SettledAt, Expr::value(at))
        .col_expr(Column::Reason, Expr::value(reason))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.is_in(ids.iter().copied()))
        .filter(Column::State.eq(DifferenceState::Open))
        .exec(connection)
        .await?;
    Ok(result.rows_affected)
}

/// Gives one person what was found about another.
pub async fn move_all(connection: &impl ConnectionTrait, _: &Permit, from: UserId, to: UserId) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::UserId, Expr::value(to))
        .filter(Column::UserId.eq(from))
        .exec(connection)
        .await
        .map(drop)
}

/// Removes what tells of a person, by their row or their name.
pub async fn delete_of_user(
    connection: &impl ConnectionTrait,
    _: &Permit,
    user: UserId,
    key: &UsernameKey,
) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(of_user(user, key))
        .exec(connection)
        .await
        .map(drop)
}

/// Removes what these runs have found.
pub async fn delete_of_runs(
    connection: &impl ConnectionTrait,
    _: &Permit,
    runs: &[ReconciliationId],
) -> Result<(), DbErr> {
    if runs.is_empty() {
        return Ok(());
    }
    Entity::delete_many()
        .filter(Column::ReconciliationId.is_in(runs.iter().copied()))
        .exec(connection)
        .await
        .map(drop)
}

fn condition(run: ReconciliationId, filter: Filter) -> Condition {
    let Filter { kind, state } = filter;
    Condition::all()
        .add(Column::ReconciliationId.eq(run))
        .add_option(kind.map(|it| Column::Kind.eq(it)))
        .add_option(state.map(|it| Column::State.eq(it)))
}

fn of_user(user: UserId, key: &UsernameKey) -> Condition {
    Condition::any()
        .add(Column::UserId.eq(user))
        .add(Column::UsernameKey.eq(key.clone()))
}
