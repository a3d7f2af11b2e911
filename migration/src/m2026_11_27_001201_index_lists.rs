//! Lets long lists be read from where they begin: credentials in a status, expired ones and those that are not yet visible; mail in a
//! state.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};

use crate::step;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const INDEXES: [(&str, &str, &[&str]); 5] = [
    (
        "credential",
        "ix_credential_site_id_status_awarded_at_id",
        &["site_id", "status", "awarded_at", "id"],
    ),
    (
        "credential",
        "ix_credential_configuration_id_status_awarded_at_id",
        &["configuration_id", "status", "awarded_at", "id"],
    ),
    (
        "credential",
        "ix_credential_site_id_expires_at_id",
        &["site_id", "expires_at", "id"],
    ),
    (
        "credential",
        "ix_credential_site_id_visible_at_id",
        &["site_id", "visible_at", "id"],
    ),
    (
        "outgoing_mail",
        "ix_outgoing_mail_site_id_state_created_at_id",
        &["site_id", "state", "created_at", "id"],
    ),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, name, columns) in INDEXES {
            step::index(manager, name, table, columns).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, name, _) in INDEXES {
            step::drop_index(manager, name, table).await?;
        }
        Ok(())
    }
}
