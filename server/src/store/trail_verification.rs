//! How the verifications of the chains have ended, and how far the present ones have come.

use chrono::{DateTime, Utc};
use entity::id::SiteId;
use entity::trail_verification::{Column, Entity, Model};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue, ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _,
};

use crate::policy::Permit;

/// Finds that of a site.
pub async fn find(connection: &impl ConnectionTrait, site: SiteId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(site).one(connection).await
}

/// Those of all sites.
pub async fn list(connection: &impl ConnectionTrait) -> Result<Vec<Model>, DbErr> {
    Entity::find().all(connection).await
}

/// Writes a row for a site that has none.
pub async fn insert(connection: &impl ConnectionTrait, _: &Permit, row: &Model) -> Result<(), DbErr> {
    Entity::insert(row.clone().into_active_model())
        .on_conflict(
            OnConflict::column(Column::SiteId)
                .do_nothing_on([Column::SiteId])
                .to_owned(),
        )
        .exec_without_returning(connection)
        .await
        .map(drop)
}

/// Asks for a verification.
pub async fn update_asked(
    connection: &impl ConnectionTrait,
    _: &Permit,
    site: SiteId,
    asked_at: DateTime<Utc>,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::AskedAt, Expr::value(asked_at))
        .filter(Column::SiteId.eq(site))
        .exec(connection)
        .await
        .map(drop)
}

/// Notes that a verification begins, which is what was asked for.
pub async fn update_begun(connection: &impl ConnectionTrait, _: &Permit, row: &Model) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::AskedAt, Expr::value(Option::<DateTime<Utc>>::None))
        .col_expr(Column::BeganAt, Expr::value(row.began_at))
        .col_expr(Column::NChecked, Expr::value(row.n_checked))
        .col_expr(Column::NExpected, Expr::value(row.n_expected))
        .filter(Column::SiteId.eq(row.site_id))
        .exec(connection)
        .await
        .map(drop)
}

/// Notes how far a verification has come.
pub async fn update_progress(
    connection: &impl ConnectionTrait,
    _: &Permit,
    site: SiteId,
    n_checked: i64,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::NChecked, Expr::value(n_checked))
        .filter(Column::SiteId.eq(site))
        .exec(connection)
        .await
        .map(drop)
}

/// Notes how a verification ended; what was asked for meanwhile stays asked for.
pub async fn update_finished(connection: &impl ConnectionTrait, _: &Permit, row: &Model) -> Result<(), DbErr> {
    let mut active = row.clone().into_active_model().reset_all();
    active.asked_at = ActiveValue::NotSet;
    Entity::update_many()
        .set(active)
        .filter(Column::SiteId.eq(row.site_id))
        .exec(connection)
        .await
        .map(drop)
}
