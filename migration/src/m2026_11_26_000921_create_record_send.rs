//! Records that were sent over pathways.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};

use crate::column::{boolean, id, instant, integer, table};
use crate::step;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut record_send_table = table(manager, "record_send");
        record_send_table
            .col(id("id").not_null().primary_key())
            .col(id("site_id").not_null())
            .col(id("user_id").not_null())
            .col(id("program_id").not_null())
            .col(id("pathway_id").not_null())
            .col(id("record_share_id").not_null())
            .col(boolean("sends_updates").not_null())
            .col(integer("n_sends").not_null())
            .col(instant(manager, "asked_at").not_null())
            .col(id("asked_by").not_null())
            .col(integer("version").not_null())
            .col(instant(manager, "created_at").not_null());
        manager.create_table(record_send_table).await?;
        step::unique(
            manager,
            "uq_record_send_user_id_program_id_pathway_id",
            "record_send",
            &["user_id", "program_id", "pathway_id"],
        )
        .await?;
        step::index(manager, "ix_outgoing_mail_subject_id", "outgoing_mail", &["subject_id"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::drop_index(manager, "ix_outgoing_mail_subject_id", "outgoing_mail").await?;
        step::drop_tables(manager, &["record_send"]).await
    }
}
