//! Sessions of browsers.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use entity::id::{SessionId, SiteId, UserId};
use entity::{SiteRole, role_assignment, session, user};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, FromQueryResult, IntoActiveModel as _, JoinType,
    QueryFilter as _, QueryResult, QuerySelect as _, QueryTrait,
};

use crate::policy::Permit;

/// A session with its person and their roles at its site.
#[derive(Clone, Debug)]
pub struct Found {
    /// The session.
    pub session: session::Model,
    /// Whose it is.
    pub person: user::Model,
    /// The person's roles at the session's site.
    pub roles: BTreeSet<SiteRole>,
}

/// A row of the join: a session, its person, and one of their roles.
struct Row(session::Model, user::Model, Option<SiteRole>);

/// What the role of a row is called.
const ROLE: &str = "C_role";

impl FromQueryResult for Row {
    fn from_query_result(row: &QueryResult, _: &str) -> Result<Self, DbErr> {
        Ok(Self(
            session::Model::from_query_result(row, "A_")?,
            user::Model::from_query_result(row, "B_")?,
            row.try_get("", ROLE)?,
        ))
    }
}

/// The session that a token belongs to, with its person and their roles: one statement.
pub async fn find(connection: &impl ConnectionTrait, site: SiteId, token_hash: &[u8]) -> Result<Option<Found>, DbErr> {
    let person = session::Entity::belongs_to(user::Entity)
        .from(session::Column::UserId)
        .to(user::Column::Id)
        .into();
    let roles = session::Entity::belongs_to(role_assignment::Entity)
        .from((session::Column::UserId, session::Column::SiteId))
        .to((role_assignment::Column::UserId, role_assignment::Column::SiteId))
        .into();
    let mut query = session::Entity::find()
        .join(JoinType::InnerJoin, person)
        .join(JoinType::LeftJoin, roles)
        .select_also(user::Entity)
        .filter(session::Column::TokenHash.eq(token_hash))
        .filter(session::Column::SiteId.eq(site));
    let role = Expr::col((role_assignment::Entity, role_assignment::Column::Role));
    QueryTrait::query(&mut query).expr_as(role, ROLE);
    let statement = query.build(connection.get_database_backend());
    let rows = Row::find_by_statement(statement).all(connection).await?;
    let roles = rows.iter().filter_map(|Row(.., role)| *role).collect();
    Ok(rows
        .into_iter()
        .next()
        .map(|Row(session, person, _)| Found { session, person, roles }))
}

/// Writes a session's token.
pub async fn insert(connection: &impl ConnectionTrait, _: &Permit, session: &session::Model) -> Result<(), DbErr> {
    session::Entity::insert(session.clone().into_active_model())
        .exec_without_returning(connection)
        .await
        .map(drop)
}

/// Notes that a token was shown.
pub async fn update_seen(
    connection: &impl ConnectionTrait,
    _: &Permit,
    token_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    session::Entity::update_many()
        .col_expr(session::Column::SeenAt, Expr::value(now))
        .filter(session::Column::TokenHash.eq(token_hash))
        .filter(session::Column::SeenAt.lt(now))
        .exec(connection)
        .await
        .map(drop)
}

/// Lets a token count until `expires_at` only; false if it was replaced before.
pub async fn update_replaced(
    connection: &impl ConnectionTrait,
    _: &Permit,
    token_hash: &[u8],
    expires_at: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let done = session::Entity::update_many()
        .col_expr(session::Column::IsReplaced, Expr::value(true))
        .col_expr(session::Column::ExpiresAt, Expr::value(expires_at))
        .filter(session::Column::TokenHash.eq(token_hash))
        .filter(session::Column::IsReplaced.eq(false))
        .exec(connection)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Tells every session of a person, or those on one site, what the platform says of them in the newest one.
pub async fn update_claims(
    connection: &impl ConnectionTrait,
    _: &Permit,
    newest: &session::Model,
    only_on: Option<SiteId>,
) -> Result<(), DbErr> {
    let mut update = session::Entity::update_many()
        .col_expr(session::Column::IsAdministrator, Expr::value(newest.is_administrator))
        .col_expr(session::Column::IsSuperuser, Expr::value(newest.is_superuser))
        .filter(session::Column::UserId.eq(newest.user_id));
    if let Some(site) = only_on {
        update = update.filter(session::Column::SiteId.eq(site));
    }
    update.exec(connection).await.map(drop)
}

/// Gives one person the sessions of another.
pub async fn move_all(connection: &impl ConnectionTrait, _: &Permit, from: UserId, to: UserId) -> Result<(), DbErr> {
    session::Entity::update_many()
        .col_expr(session::Column::UserId, Expr::value(to))
        .filter(session::Column::UserId.eq(from))
        .exec(connection)
        .await
        .map(drop)
}

/// Ends a session, whatever tokens it has.
pub async fn delete(connection: &impl ConnectionTrait, _: &Permit, id: SessionId) -> Result<(), DbErr> {
    session::Entity::delete_many()
        .filter(session::Column::Id.eq(id))
        .exec(connection)
        .await
        .map(drop)
}

/// Ends every session of a person.
pub async fn delete_of_user(connection: &impl ConnectionTrait, _: &Permit, user: UserId) -> Result<(), DbErr> {
    session::Entity::delete_many()
        .filter(session::Column::UserId.eq(user))
        .exec(connection)
        .await
        .map(drop)
}

/// Removes up to `n_rows` tokens that do not count any more; tells how many.
pub async fn delete_expired(
    read: &impl ConnectionTrait,
    connection: &impl ConnectionTrait,
    now: DateTime<Utc>,
    n_rows: u64,
) -> Result<u64, DbErr> {
    let expired: Vec<Vec<u8>> = session::Entity::find()
        .select_only()
        .column(session::Column::TokenHash)
        .filter(session::Column::ExpiresAt.lte(now))
        .limit(n_rows)
        .into_tuple()
        .all(read)
        .await?;
    if expired.is_empty() {
        return Ok(0);
    }
    let done = session::Entity::delete_many()
        .filter(session::Column::TokenHash.is_in(expired))
        .exec(connection)
        .await?;
    Ok(done.rows_affected)
}
