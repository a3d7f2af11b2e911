//! Comparisons with what the learning platform answers, and what they found to differ.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};

use crate::column::{boolean, id, instant, integer, json, table, text};
use crate::step;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut run_table = table(manager, "reconciliation");
        run_table
            .col(id("id").not_null().primary_key())
            .col(id("site_id").not_null())
            .col(id("active_site_id").null())
            .col(text("state", 16).not_null())
            .col(boolean("compares_grades").not_null())
            .col(boolean("is_clean").not_null())
            .col(id("requested_by_id").null())
            .col(instant(manager, "requested_at").not_null())
            .col(instant(manager, "started_at").null())
            .col(instant(manager, "finished_at").null())
            .col(json("progress").not_null())
            .col(text("error_code", 32).null())
            .col(text("error", 500).null())
            .col(integer("version").not_null());
        manager.create_table(run_table).await?;
        // One that waits or runs for each site; MySQL and SQLite let NULL repeat.
        step::unique(
            manager,
            "uq_reconciliation_active_site_id",
            "reconciliation",
            &["active_site_id"],
        )
        .await?;

        let mut difference_table = table(manager, "reconciliation_difference");
        difference_table
            .col(id("id").not_null().primary_key())
            .col(id("site_id").not_null())
            .col(id("reconciliation_id").not_null())
            .col(text("kind", 32).not_null())
            .col(id("user_id").null())
            .col(text("username_key", 255).not_null())
            .col(text("username", 150).null())
            .col(text("course_key", 255).not_null())
            .col(text("here", 300).null())
            .col(text("there", 300).null())
            .col(json("told").not_null())
            .col(integer("seen_version").null())
            .col(instant(manager, "found_at").not_null())
            .col(text("state", 32).not_null())
            .col(id("settled_by_id").null())
            .col(instant(manager, "settled_at").null())
            .col(text("reason", 1000).null())
            .col(integer("version").not_null());
        manager.create_table(difference_table).await?;
        step::unique(
            manager,
            "uq_reconciliation_difference_subject",
            "reconciliation_difference",
            &["reconciliation_id", "kind", "username_key", "course_key"],
        )
        .await?;
        for (name, table, columns) in [
            (
                "ix_reconciliation_site_id_requested_at",
                "reconciliation",
                &["site_id", "requested_at", "id"][..],
            ),
            (
                "ix_reconciliation_site_id_is_clean_requested_at",
                "reconciliation",
                &["site_id", "is_clean", "requested_at"],
            ),
            (
                "ix_reconciliation_difference_run_found_at",
                "reconciliation_difference",
                &["reconciliation_id", "found_at", "id"],
            ),
            (
                "ix_reconciliation_difference_user_id",
                "reconciliation_difference",
                &["user_id"],
            ),
            (
                "ix_reconciliation_difference_username_key",
                "reconciliation_difference",
                &["username_key"],
            ),
        ] {
            step::index(manager, name, table, columns).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::drop_tables(manager, &["reconciliation_difference", "reconciliation"]).await
    }
}
