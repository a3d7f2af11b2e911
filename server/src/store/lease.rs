//! Leases: who does a piece of work alone.
//!
//! A claim is committed before the work starts. It may be lost to somebody else when it expires; so whoever works on writes within
//! transactions that begin with [`update_expiry`], which fails once the fence is another's.

use chrono::{DateTime, Utc};
use entity::lease::{COLUMN, Column, Entity, Model};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, IntoActiveModel as _, QueryFilter as _, QueryOrder as _,
};
use uuid::Uuid;

use crate::policy::Permit;

/// A claim on a piece of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// What work it is.
    pub name: String,
    /// Who claims it.
    pub owner_id: Uuid,
    /// Counts the claims; a later one has a larger number.
    pub fence: i64,
}

/// Finds a lease.
pub async fn find(connection: &impl ConnectionTrait, name: &str) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(name).one(connection).await
}

/// The leases that somebody holds at `now`, or that rest until later. There is one at most for each site and piece of work.
pub async fn list_held(connection: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::ExpiresAt.gt(now))
        .order_by_asc(Column::Name)
        .all(connection)
        .await
}

/// Writes the first claim on a piece of work.
pub async fn insert(
    connection: &impl ConnectionTrait,
    _: &Permit,
    hold: &Hold,
    claimed_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<(), DbErr> {
    let row = Model {
        name: hold.name.clone(),
        owner_id: Some(hold.owner_id),
        fence: hold.fence,
        claimed_at: Some(claimed_at),
        expires_at,
    };
    Entity::insert(row.into_active_model())
        .exec_without_returning(connection)
        .await
        .map(drop)
}

/// Takes over a lease that still has the fence before; tells whether it had.
pub async fn update(
    connection: &impl ConnectionTrait,
    _: &Permit,
    hold: &Hold,
    claimed_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let result = Entity::update_many()
        .col_expr(Column::OwnerId, Expr::value(hold.owner_id))
        .col_expr(Column::Fence, Expr::value(hold.fence))
        .col_expr(Column::ClaimedAt, Expr::value(claimed_at))
        .col_expr(Column::ExpiresAt, Expr::value(expires_at))
        .filter(COLUMN.name.eq(hold.name.as_str()))
        .filter(COLUMN.fence.eq(hold.fence - 1))
        .exec(connection)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Holds on to a lease until `expires_at`; tells whether it is still the holder's.
pub async fn update_expiry(
    connection: &impl ConnectionTrait,
    _: &Permit,
    hold: &Hold,
    expires_at: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let result = Entity::update_many()
        .col_expr(Column::ExpiresAt, Expr::value(expires_at))
        .filter(COLUMN.name.eq(hold.name.as_str()))
        .filter(COLUMN.fence.eq(hold.fence))
        .filter(COLUMN.owner_id.eq(hold.owner_id))
        .exec(connection)
        .await?;
    Ok(result.rows_affected == 1)
}
