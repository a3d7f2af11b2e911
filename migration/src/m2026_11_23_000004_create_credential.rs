//! What was awarded, with its attributes and its history.

use sea_orm_migration::prelude::{
    Alias, DbErr, DeriveMigrationName, ForeignKey, ForeignKeyAction, Index, MigrationTrait, SchemaManager, async_trait,
};

use crate::column::{id, instant, integer, json, table, text};
use crate::step;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut credential_table = table(manager, "credential");
        credential_table
            .col(id("id").not_null().primary_key())
            .col(id("site_id").not_null())
            .col(id("user_id").not_null())
            .col(id("configuration_id").not_null())
            .col(text("status", 32).not_null())
            .col(text("mode", 64).null())
            .col(instant(manager, "awarded_at").not_null())
            .col(instant(manager, "date_override").null())
            .col(instant(manager, "visible_at").not_null())
            .col(instant(manager, "revoked_at").null())
            .col(text("revocation_reason", 1000).null())
            .col(json("facts").not_null())
            .col(integer("version").not_null())
            .col(instant(manager, "updated_at").not_null());
        manager.create_table(credential_table).await?;
        step::unique(
            manager,
            "uq_credential_user_id_configuration_id",
            "credential",
            &["user_id", "configuration_id"],
        )
        .await?;
        step::index(
            manager,
            "ix_credential_site_id_awarded_at_id",
            "credential",
            &["site_id", "awarded_at", "id"],
        )
        .await?;
        step::index(
            manager,
            "ix_credential_site_id_updated_at_id",
            "credential",
            &["site_id", "updated_at", "id"],
        )
        .await?;
        step::index(
            manager,
            "ix_credential_configuration_id_awarded_at_id",
            "credential",
            &["configuration_id", "awarded_at", "id"],
        )
        .await?;
        let mut credential_attribute_table = table(manager, "credential_attribute");
        credential_attribute_table
            .col(id("credential_id").not_null())
            .col(text("name", 255).not_null())
            .col(text("value", 255).not_null())
            .primary_key(Index::create().col(Alias::new("credential_id")).col(Alias::new("name")))
            .foreign_key(
                ForeignKey::create()
                    .name("fk_credential_attribute_credential_id")
                    .from(Alias::new("credential_attribute"), Alias::new("credential_id"))
                    .to(Alias::new("credential"), Alias::new("id"))
                    .on_delete(ForeignKeyAction::Cascade),
            );
        manager.create_table(credential_attribute_table).await?;
        let mut credential_history_table = table(manager, "credential_history");
        credential_history_table
            .col(id("credential_id").not_null())
            .col(integer("version").not_null())
            .col(text("change", 32).not_null())
            .col(text("status", 32).not_null())
            .col(instant(manager, "changed_at").not_null())
            .col(id("actor_id").null())
            .col(text("reason", 1000).null())
            .col(text("request_id", 64).null())
            .col(json("details").not_null())
            .primary_key(
                Index::create()
                    .col(Alias::new("credential_id"))
                    .col(Alias::new("version")),
            )
            .foreign_key(
                ForeignKey::create()
                    .name("fk_credential_history_credential_id")
                    .from(Alias::new("credential_history"), Alias::new("credential_id"))
                    .to(Alias::new("credential"), Alias::new("id"))
                    .on_delete(ForeignKeyAction::Restrict),
            );
        manager.create_table(credential_history_table).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::drop_tables(manager, &["credential_history", "credential_attribute", "credential"]).await
    }
}
