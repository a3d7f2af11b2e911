//! Sessions of browsers.

use chrono::{DateTime, Utc};
use entity::id::{SessionId, SiteId, UserId};
use entity::{session, user};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, IntoActiveModel as _, JoinType, QueryFilter as _,
    QuerySelect as _,
};

use crate::policy::Permit;

/// The session that a token belongs to, with its person.
pub async fn find(
    connection: &impl ConnectionTrait,
    site: SiteId,
    token_hash: &[u8],
) -> Result<Option<(session::Model, user::Model)>, DbErr> {
    let person = session::Entity::belongs_to(user::Entity)
        .from(session::Column::UserId)
        .to(user::Column::Id)
        .into();
    let found = session::Entity::find()
        .join(JoinType::InnerJoin, person)
        .select_also(user::Entity)
        .filter(session::Column::TokenHash.eq(token_hash))
        .filter(session::Column::SiteId.eq(site))
        .one(connection)
        .await?;
    Ok(found.and_then(|(session, user)| Some((session, user?))))
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
