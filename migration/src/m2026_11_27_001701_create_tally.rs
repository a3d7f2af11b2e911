//! How often things happened on a day and in a month, and indexes by which what happened on a day is counted.

use sea_orm_migration::prelude::{
    Alias, ColumnDef, DbErr, DeriveMigrationName, Index, MigrationTrait, SchemaManager, async_trait,
};

use crate::column::{id, instant, table, text};
use crate::step;

/// Indexes: name, table, columns.
const INDEXES: [(&str, &str, &[&str]); 5] = [
    (
        "ix_tally_site_id_span_kind_subject_kind_starts_on_n",
        "tally",
        &["site_id", "span", "kind", "subject_kind", "starts_on", "n"],
    ),
    (
        "ix_tally_span_starts_on_site_id_kind_subject_kind_subject_id",
        "tally",
        &["span", "starts_on", "site_id", "kind", "subject_kind", "subject_id"],
    ),
    (
        "ix_credential_history_changed_at_credential_id_version",
        "credential_history",
        &["changed_at", "credential_id", "version"],
    ),
    ("ix_record_share_created_at_id", "record_share", &["created_at", "id"]),
    (
        "ix_record_share_view_viewed_on_record_share_id_slot",
        "record_share_view",
        &["viewed_on", "record_share_id", "slot"],
    ),
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut tally_table = table(manager, "tally");
        tally_table
            .col(id("site_id").not_null())
            .col(text("span", 32).not_null())
            .col(text("kind", 32).not_null())
            .col(text("subject_kind", 32).not_null())
            .col(id("subject_id").not_null())
            .col(ColumnDef::new(Alias::new("starts_on")).date().not_null())
            .col(ColumnDef::new(Alias::new("n")).big_integer().not_null())
            .primary_key(
                Index::create()
                    .col(Alias::new("site_id"))
                    .col(Alias::new("span"))
                    .col(Alias::new("kind"))
                    .col(Alias::new("subject_kind"))
                    .col(Alias::new("subject_id"))
                    .col(Alias::new("starts_on")),
            );
        manager.create_table(tally_table).await?;
        let mut tally_mark_table = table(manager, "tally_mark");
        tally_mark_table
            .col(text("name", 32).not_null().primary_key())
            .col(ColumnDef::new(Alias::new("open_from")).date().not_null())
            .col(instant(manager, "counted_at").null());
        manager.create_table(tally_mark_table).await?;
        for (name, table, columns) in INDEXES {
            step::index(manager, name, table, columns).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, table, _) in INDEXES.iter().filter(|(_, table, _)| *table != "tally") {
            step::drop_index(manager, name, table).await?;
        }
        step::drop_tables(manager, &["tally_mark", "tally"]).await
    }
}
