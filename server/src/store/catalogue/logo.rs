//! Copies of organizations' logos.

use entity::id::{AssetId, OrganizationId, SiteId};
use entity::organization::{Column, Entity};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _};

use crate::policy::Permit;
use crate::store::ROWS_PER_STATEMENT;

/// The copy of an organization's logo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogoCopy {
    /// Whose logo it is.
    pub organization: OrganizationId,
    /// The organization's version before.
    pub version: i32,
    /// The copy.
    pub picture: AssetId,
    /// Of what it is the copy.
    pub url: String,
}

/// Gives organizations the copies of their logos. One that has another version than before stays as it is.
pub async fn update_copies(connection: &impl ConnectionTrait, _: &Permit, copies: &[LogoCopy]) -> Result<(), DbErr> {
    for copies in copies.chunks(ROWS_PER_STATEMENT) {
        Entity::update_many()
            .col_expr(Column::CopiedLogoAssetId, by_id(copies, |it| Expr::value(it.picture)))
            .col_expr(Column::CopiedLogoUrl, by_id(copies, |it| Expr::value(it.url.clone())))
            .col_expr(Column::Version, Expr::col(Column::Version).add(1))
            .filter(Column::Id.is_in(copies.iter().map(|it| it.organization)))
            .filter(Expr::col(Column::Version).eq(by_id(copies, |it| Expr::value(it.version))))
            .exec(connection)
            .await?;
    }
    Ok(())
}

/// Takes a picture away from the organizations that have it as the copy of their logo. Where the catalogue still tells an address, the
/// next run copies it anew.
pub async fn delete_copies(
    connection: &impl ConnectionTrait,
    _: &Permit,
    site: SiteId,
    picture: AssetId,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::CopiedLogoAssetId, Expr::value(None::<AssetId>))
        .col_expr(Column::CopiedLogoUrl, Expr::value(None::<String>))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::SiteId.eq(site))
        .filter(Column::CopiedLogoAssetId.eq(picture))
        .exec(connection)
        .await
        .map(drop)
}

/// The value of each organization, by its key.
fn by_id(copies: &[LogoCopy], value: impl Fn(&LogoCopy) -> Expr) -> Expr {
    let choice = copies.iter().fold(CaseStatement::new(), |choice, it| {
        choice.case(Expr::col(Column::Id).eq(it.organization), value(it))
    });
    choice.into()
}
