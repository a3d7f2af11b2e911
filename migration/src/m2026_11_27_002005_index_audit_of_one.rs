//! What became of one thing that staff manage is listed, newest first.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};

use crate::step;

const TABLE: &str = "audit_entry";
const INDEX: &str = "ix_audit_entry_subject_id_changed_at_version";
const COLUMNS: [&str; 3] = ["subject_id", "changed_at", "version"];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::index(manager, INDEX, TABLE, &COLUMNS).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::drop_index(manager, INDEX, TABLE).await
    }
}
