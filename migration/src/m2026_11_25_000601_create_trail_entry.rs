//! The audit trail.

use sea_orm_migration::prelude::{
    Alias, DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table, async_trait,
};

use crate::column::{id, instant, json, table, text};
use crate::step;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut trail_entry_table = table(manager, "trail_entry");
        trail_entry_table
            .col(id("id").not_null().primary_key())
            .col(id("site_id").not_null())
            .col(id("actor_id").null())
            .col(text("action", 64).not_null())
            .col(text("subject_kind", 32).not_null())
            .col(id("subject_id").not_null())
            .col(text("reason", 1000).null())
            .col(text("request_id", 64).null())
            .col(instant(manager, "happened_at").not_null())
            .col(json("details").not_null());
        manager.create_table(trail_entry_table).await?;
        step::index(
            manager,
            "ix_trail_entry_site_id_happened_at_id",
            "trail_entry",
            &["site_id", "happened_at", "id"],
        )
        .await?;
        step::index(
            manager,
            "ix_trail_entry_subject_id_happened_at_id",
            "trail_entry",
            &["subject_id", "happened_at", "id"],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(Alias::new("trail_entry")).if_exists().to_owned())
            .await
    }
}
