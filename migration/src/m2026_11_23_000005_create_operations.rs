//! Idempotency records and the outbox.

use sea_orm_migration::prelude::{
    Alias, ColumnDef, DbErr, DeriveMigrationName, Index, MigrationTrait, SchemaManager, async_trait,
};

use crate::column::{id, instant, integer, json, table, text};
use crate::step;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut idempotency_record_table = table(manager, "idempotency_record");
        idempotency_record_table
            .col(id("caller_id").not_null())
            .col(text("key", 255).not_null())
            .col(text("operation", 64).not_null())
            .col(ColumnDef::new(Alias::new("fingerprint")).binary_len(32).not_null())
            .col(json("answer").not_null())
            .col(instant(manager, "created_at").not_null())
            .col(instant(manager, "expires_at").not_null())
            .primary_key(Index::create().col(Alias::new("caller_id")).col(Alias::new("key")));
        manager.create_table(idempotency_record_table).await?;
        step::index(
            manager,
            "ix_idempotency_record_expires_at",
            "idempotency_record",
            &["expires_at"],
        )
        .await?;
        let mut outbox_event_table = table(manager, "outbox_event");
        outbox_event_table
            .col(ColumnDef::new(Alias::new("shard")).small_integer().not_null())
            .col(id("id").not_null())
            .col(text("kind", 64).not_null())
            .col(id("subject_id").not_null())
            .col(json("payload").not_null())
            .col(instant(manager, "created_at").not_null())
            .col(instant(manager, "available_at").not_null())
            .col(integer("attempts").not_null())
            .col(id("lease_owner").null())
            .col(instant(manager, "lease_until").null())
            .col(instant(manager, "delivered_at").null())
            .primary_key(Index::create().col(Alias::new("shard")).col(Alias::new("id")));
        manager.create_table(outbox_event_table).await?;
        step::index(
            manager,
            "ix_outbox_event_delivered_at_available_at",
            "outbox_event",
            &["delivered_at", "available_at"],
        )
        .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::drop_tables(manager, &["outbox_event", "idempotency_record"]).await
    }
}
