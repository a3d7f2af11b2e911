//! When credentials expire, which template their certificates follow, and who changed what of a configuration.

use sea_orm_migration::prelude::{
    Alias, DbErr, DeriveMigrationName, Index, MigrationTrait, SchemaManager, Table, async_trait,
};

use crate::column::{id, instant, integer, json, table, text};
use crate::step;

const CONFIGURATION: &str = "credential_configuration";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [
            integer("expires_after_days"),
            integer("expires_after_months"),
            instant(manager, "expires_at"),
            id("template_id"),
            instant(manager, "visibility_stale_since"),
            id("updated_by"),
        ] {
            step::column(manager, CONFIGURATION, column).await?;
        }
        step::index(
            manager,
            "ix_credential_configuration_site_id_created_at_id",
            CONFIGURATION,
            &["site_id", "created_at", "id"],
        )
        .await?;
        step::index(
            manager,
            "ix_credential_configuration_visibility_stale_since",
            CONFIGURATION,
            &["visibility_stale_since"],
        )
        .await?;
        step::column(manager, "credential", instant(manager, "expires_at")).await?;

        let mut audit_entry_table = table(manager, "audit_entry");
        audit_entry_table
            .col(id("subject_id").not_null())
            .col(integer("version").not_null())
            .col(id("site_id").not_null())
            .col(text("subject_type", 32).not_null())
            .col(text("change", 32).not_null())
            .col(instant(manager, "changed_at").not_null())
            .col(id("actor_id").null())
            .col(text("request_id", 64).null())
            .col(json("details").not_null())
            .primary_key(Index::create().col(Alias::new("subject_id")).col(Alias::new("version")));
        manager.create_table(audit_entry_table).await?;
        step::index(
            manager,
            "ix_audit_entry_site_id_changed_at_subject_id",
            "audit_entry",
            &["site_id", "changed_at", "subject_id"],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(Alias::new("audit_entry")).if_exists().to_owned())
            .await?;
        step::drop_column(manager, "credential", "expires_at").await?;
        for index in [
            "ix_credential_configuration_visibility_stale_since",
            "ix_credential_configuration_site_id_created_at_id",
        ] {
            step::drop_index(manager, index, CONFIGURATION).await?;
        }
        for column in [
            "updated_by",
            "visibility_stale_since",
            "template_id",
            "expires_at",
            "expires_after_months",
            "expires_after_days",
        ] {
            step::drop_column(manager, CONFIGURATION, column).await?;
        }
        Ok(())
    }
}
