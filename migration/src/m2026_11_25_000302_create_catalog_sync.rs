//! Runs of the catalogue's copying, and leases: who does what alone.

use sea_orm_migration::prelude::{
    Alias, ColumnDef, DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table, async_trait,
};

use crate::column::{boolean, id, instant, integer, json, table, text};
use crate::step;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut lease_table = table(manager, "lease");
        lease_table
            .col(text("name", 128).not_null().primary_key())
            .col(id("owner_id").null())
            .col(ColumnDef::new(Alias::new("fence")).big_integer().not_null())
            .col(instant(manager, "expires_at").not_null());
        manager.create_table(lease_table).await?;

        let mut catalog_sync_table = table(manager, "catalog_sync");
        catalog_sync_table
            .col(id("id").not_null().primary_key())
            .col(id("site_id").not_null())
            .col(id("active_site_id").null())
            .col(text("state", 16).not_null())
            .col(boolean("is_dry_run").not_null())
            .col(boolean("allows_mass_delete").not_null())
            .col(id("requested_by_id").null())
            .col(instant(manager, "requested_at").not_null())
            .col(instant(manager, "started_at").null())
            .col(instant(manager, "finished_at").null())
            .col(json("progress").not_null())
            .col(json("changes").not_null())
            .col(text("error_code", 32).null())
            .col(text("error", 500).null())
            .col(integer("version").not_null());
        manager.create_table(catalog_sync_table).await?;
        // One that waits or runs for each site; MySQL and SQLite let NULL repeat.
        step::unique(
            manager,
            "uq_catalog_sync_active_site_id",
            "catalog_sync",
            &["active_site_id"],
        )
        .await?;
        step::index(
            manager,
            "ix_catalog_sync_site_id_requested_at",
            "catalog_sync",
            &["site_id", "requested_at", "id"],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["catalog_sync", "lease"] {
            manager
                .drop_table(Table::drop().table(Alias::new(table)).if_exists().to_owned())
                .await?;
        }
        Ok(())
    }
}
