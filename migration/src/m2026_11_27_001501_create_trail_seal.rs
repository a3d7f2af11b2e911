//! The chain over the audit trail, and what its last verification found.

use sea_orm_migration::prelude::{
    Alias, ColumnDef, DbErr, DeriveMigrationName, Index, MigrationTrait, SchemaManager, async_trait,
};

use crate::column::{id, instant, integer, json, table, text};
use crate::step;

/// Tables whose entries are sealed, each with an index by which those are found that are not, and its columns.
const SEALED: [(&str, &str, &[&str]); 3] = [
    (
        "trail_entry",
        "ix_trail_entry_seal_sequence_id",
        &["seal_sequence", "id"],
    ),
    (
        "audit_entry",
        "ix_audit_entry_seal_sequence_subject_id_version",
        &["seal_sequence", "subject_id", "version"],
    ),
    (
        "credential_history",
        "ix_credential_history_seal_sequence_credential_id_version",
        &["seal_sequence", "credential_id", "version"],
    ),
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

fn big(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).big_integer().take()
}

fn digest(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).binary_len(32).take()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut trail_seal_table = table(manager, "trail_seal");
        trail_seal_table
            .col(id("site_id").not_null())
            .col(big("sequence").not_null())
            .col(text("kind", 32).not_null())
            .col(id("entry_id").not_null())
            .col(integer("version").not_null())
            .col(id("salt").null())
            .col(digest("words_digest").not_null())
            .col(digest("digest").not_null())
            .col(digest("hash").not_null())
            .col(instant(manager, "sealed_at").not_null())
            .col(instant(manager, "settled_at").not_null())
            .primary_key(Index::create().col(Alias::new("site_id")).col(Alias::new("sequence")));
        manager.create_table(trail_seal_table).await?;
        step::unique(
            manager,
            "uq_trail_seal_entry_id_kind_version",
            "trail_seal",
            &["entry_id", "kind", "version"],
        )
        .await?;
        let mut trail_verification_table = table(manager, "trail_verification");
        trail_verification_table
            .col(id("site_id").not_null().primary_key())
            .col(instant(manager, "asked_at").null())
            .col(instant(manager, "began_at").null())
            .col(big("n_checked").not_null())
            .col(big("n_expected").not_null())
            .col(instant(manager, "finished_at").null())
            .col(big("n_verified").not_null())
            .col(json("findings").not_null())
            .col(big("head_sequence").null())
            .col(digest("head_hash").null());
        manager.create_table(trail_verification_table).await?;
        for (table, name, columns) in SEALED {
            step::column(manager, table, big("seal_sequence").null().take()).await?;
            step::index(manager, name, table, columns).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, name, _) in SEALED {
            step::drop_index(manager, name, table).await?;
            step::drop_column(manager, table, "seal_sequence").await?;
        }
        step::drop_tables(manager, &["trail_verification", "trail_seal"]).await
    }
}
