//! What background work did last, and an index by which events that are not delivered are counted.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};

use crate::column::{id, instant, table, text};
use crate::step;

const INDEX: &str = "ix_outbox_event_delivered_at_attempts";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut worker_task_table = table(manager, "worker_task");
        worker_task_table
            .col(text("task", 32).not_null().primary_key())
            .col(id("worker_id").not_null())
            .col(text("outcome", 32).not_null())
            .col(instant(manager, "ended_at").not_null())
            .col(instant(manager, "failed_at").null())
            .col(instant(manager, "next_at").not_null());
        manager.create_table(worker_task_table).await?;
        step::index(manager, INDEX, "outbox_event", &["delivered_at", "attempts"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::drop_index(manager, INDEX, "outbox_event").await?;
        step::drop_tables(manager, &["worker_task"]).await
    }
}
