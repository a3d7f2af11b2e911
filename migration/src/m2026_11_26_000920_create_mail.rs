//! What learners are told by mail when they complete a program, and mail to be sent.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};

use crate::column::{boolean, id, instant, integer, long_text, table, text};
use crate::step;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut completion_mail_table = table(manager, "completion_mail");
        completion_mail_table
            .col(id("id").not_null().primary_key())
            .col(id("site_id").not_null())
            .col(text("scope", 32).not_null())
            .col(text("scope_key", 255).not_null())
            .col(boolean("is_enabled").not_null())
            .col(text("language", 35).null())
            .col(text("subject", 255).null())
            .col(long_text(manager, "html").null())
            .col(long_text(manager, "text").null())
            .col(integer("version").not_null())
            .col(instant(manager, "created_at").not_null())
            .col(instant(manager, "updated_at").not_null())
            .col(id("updated_by").null());
        manager.create_table(completion_mail_table).await?;
        step::unique(
            manager,
            "uq_completion_mail_site_id_scope_scope_key",
            "completion_mail",
            &["site_id", "scope", "scope_key"],
        )
        .await?;

        let mut outgoing_mail_table = table(manager, "outgoing_mail");
        outgoing_mail_table
            .col(id("id").not_null().primary_key())
            .col(id("site_id").not_null())
            .col(id("user_id").not_null())
            .col(text("kind", 32).not_null())
            .col(id("subject_id").not_null())
            .col(text("dedupe_key", 191).not_null())
            .col(text("state", 32).not_null())
            .col(integer("attempts").not_null())
            .col(instant(manager, "next_attempt_at").not_null())
            .col(text("last_error", 32).null())
            .col(integer("version").not_null())
            .col(instant(manager, "created_at").not_null())
            .col(instant(manager, "ended_at").null());
        manager.create_table(outgoing_mail_table).await?;
        step::unique(
            manager,
            "uq_outgoing_mail_site_id_dedupe_key",
            "outgoing_mail",
            &["site_id", "dedupe_key"],
        )
        .await?;
        for (name, columns) in [
            (
                "ix_outgoing_mail_state_next_attempt_at",
                &["state", "next_attempt_at"][..],
            ),
            (
                "ix_outgoing_mail_site_id_created_at_id",
                &["site_id", "created_at", "id"],
            ),
            ("ix_outgoing_mail_user_id", &["user_id"]),
        ] {
            step::index(manager, name, "outgoing_mail", columns).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::drop_tables(manager, &["outgoing_mail", "completion_mail"]).await
    }
}
