//! What was done is listed by who did it, and by what it was.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};

use crate::step;

/// Indexes: name, table, columns.
const INDEXES: [(&str, &str, &[&str]); 6] = [
    (
        "ix_trail_entry_site_id_actor_id_happened_at_id",
        "trail_entry",
        &["site_id", "actor_id", "happened_at", "id"],
    ),
    (
        "ix_trail_entry_site_id_action_happened_at_id",
        "trail_entry",
        &["site_id", "action", "happened_at", "id"],
    ),
    (
        "ix_trail_entry_site_id_actor_id_action_happened_at_id",
        "trail_entry",
        &["site_id", "actor_id", "action", "happened_at", "id"],
    ),
    (
        "ix_audit_entry_site_id_actor_id_changed_at_subject_id",
        "audit_entry",
        &["site_id", "actor_id", "changed_at", "subject_id"],
    ),
    (
        "ix_audit_entry_site_id_change_changed_at_subject_id",
        "audit_entry",
        &["site_id", "change", "changed_at", "subject_id"],
    ),
    (
        "ix_audit_entry_site_id_actor_id_change_changed_at_subject_id",
        "audit_entry",
        &["site_id", "actor_id", "change", "changed_at", "subject_id"],
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
