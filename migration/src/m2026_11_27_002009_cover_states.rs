//! Lets credentials of a state be counted by an index alone: each index by which they are listed also has what their state is told by.
//!
//! The names stay: replicas of the release before read by them.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};

use crate::step;

const TABLE: &str = "credential";

/// Indexes: name, columns by which they were made, columns that come behind.
const INDEXES: [(&str, &[&str], &[&str]); 5] = [
    (
        "ix_credential_site_id_status_awarded_at_id",
        &["site_id", "status", "awarded_at", "id"],
        &["visible_at", "expires_at", "replaced_at"],
    ),
    (
        "ix_credential_configuration_id_status_awarded_at_id",
        &["configuration_id", "status", "awarded_at", "id"],
        &["visible_at", "expires_at", "replaced_at"],
    ),
    (
        "ix_credential_site_id_expires_at_id",
        &["site_id", "expires_at", "id"],
        &["status", "visible_at", "replaced_at"],
    ),
    (
        "ix_credential_site_id_visible_at_id",
        &["site_id", "visible_at", "id"],
        &["status", "replaced_at"],
    ),
    (
        "ix_credential_site_id_replaced_at_id",
        &["site_id", "replaced_at", "id"],
        &["status"],
    ),
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, columns, behind) in INDEXES {
            step::change_index(manager, name, TABLE, &[columns, behind].concat()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, columns, _) in INDEXES {
            step::change_index(manager, name, TABLE, columns).await?;
        }
        Ok(())
    }
}
