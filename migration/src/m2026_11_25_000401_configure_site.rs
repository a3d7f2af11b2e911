//! What each institution says about itself, and the hosts by which it is asked for.

use sea_orm_migration::prelude::{
    Alias, ColumnDef, DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table, async_trait,
};

use crate::column::{boolean, id, integer, table, text};
use crate::step;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// The columns of `site` that this adds.
fn columns() -> [(&'static str, ColumnDef); 17] {
    let optional = |name, length| (name, text(name, length).null().take());
    let flag = |name, default: bool| (name, boolean(name).not_null().default(default).take());
    [
        optional("public_url", 255),
        optional("lms_url", 500),
        optional("catalog_url", 500),
        optional("home_url", 500),
        optional("help_url", 500),
        optional("terms_url", 500),
        optional("privacy_url", 500),
        optional("support_address", 254),
        optional("sender_address", 254),
        optional("logo_url", 500),
        optional("accent_color", 7),
        optional("accent_color_dark", 7),
        flag("shares_on_linkedin", true),
        flag("shares_on_x", true),
        flag("shares_on_facebook", false),
        optional("facebook_app_id", 32),
        ("version", integer("version").not_null().default(1).take()),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, column) in columns() {
            step::add_column(manager, "site", name, column).await?;
        }
        let mut site_host_table = table(manager, "site_host");
        site_host_table
            .col(text("host", 255).not_null().primary_key())
            .col(id("site_id").not_null());
        manager.create_table(site_host_table).await?;
        step::index(manager, "ix_site_host_site_id", "site_host", &["site_id"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(Alias::new("site_host")).if_exists().to_owned())
            .await?;
        for (name, _) in columns() {
            step::drop_column(manager, "site", name).await?;
        }
        Ok(())
    }
}
