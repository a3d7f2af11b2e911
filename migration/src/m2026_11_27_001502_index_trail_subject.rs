//! What was done is listed by the kind of what it was done to.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};

use crate::step;

/// Indexes: name, table, columns.
const INDEXES: [(&str, &str, &[&str]); 2] = [
    (
        "ix_trail_entry_site_id_subject_kind_happened_at_id",
        "trail_entry",
        &["site_id", "subject_kind", "happened_at", "id"],
    ),
    (
        "ix_audit_entry_site_id_subject_type_changed_at_subject_id",
        "audit_entry",
        &["site_id", "subject_type", "changed_at", "subject_id"],
    ),
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, table, columns) in INDEXES {
            step::index(manager, name, table, columns).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, table, _) in INDEXES {
            step::drop_index(manager, name, table).await?;
        }
        Ok(())
    }
}
