//! Stored pictures.

use sea_orm_migration::prelude::{
    Alias, DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table, async_trait,
};

use crate::column::{id, instant, integer, table, text};
use crate::step;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut asset_table = table(manager, "asset");
        asset_table
            .col(id("id").not_null().primary_key())
            .col(id("site_id").not_null())
            .col(text("hash", 64).not_null())
            .col(text("kind", 32).not_null())
            .col(integer("byte_size").not_null())
            .col(integer("width").not_null())
            .col(integer("height").not_null())
            .col(text("name", 255).not_null())
            .col(integer("version").not_null())
            .col(instant(manager, "created_at").not_null())
            .col(id("created_by").null());
        manager.create_table(asset_table).await?;
        step::unique(manager, "uq_asset_site_id_hash", "asset", &["site_id", "hash"]).await?;
        step::index(manager, "ix_asset_hash", "asset", &["hash"]).await?;
        step::index(
            manager,
            "ix_asset_site_id_created_at_id",
            "asset",
            &["site_id", "created_at", "id"],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(Alias::new("asset")).if_exists().to_owned())
            .await
    }
}
