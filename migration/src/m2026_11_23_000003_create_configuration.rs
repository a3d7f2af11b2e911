//! What can be awarded, and who signs it.

use sea_orm_migration::prelude::{
    Alias, DbErr, DeriveMigrationName, ForeignKey, ForeignKeyAction, Index, MigrationTrait, SchemaManager, async_trait,
};

use crate::column::{boolean, id, instant, integer, table, text};
use crate::step;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut signatory_table = table(manager, "signatory");
        signatory_table
            .col(id("id").not_null().primary_key())
            .col(id("site_id").not_null())
            .col(text("name", 255).not_null())
            .col(text("title", 255).not_null())
            .col(text("organization_name", 255).null());
        manager.create_table(signatory_table).await?;
        let mut credential_configuration_table = table(manager, "credential_configuration");
        credential_configuration_table
            .col(id("id").not_null().primary_key())
            .col(id("site_id").not_null())
            .col(text("learning_object_type", 32).not_null())
            .col(text("learning_object_id", 255).not_null())
            .col(boolean("is_active").not_null())
            .col(text("title", 255).null())
            .col(text("mode", 64).null())
            .col(text("language", 35).null())
            .col(text("organization_label", 32).not_null())
            .col(boolean("shows_hours_of_effort").not_null())
            .col(instant(manager, "available_at").null())
            .col(integer("version").not_null())
            .col(instant(manager, "created_at").not_null())
            .col(instant(manager, "updated_at").not_null());
        manager.create_table(credential_configuration_table).await?;
        step::unique(
            manager,
            "uq_credential_configuration_learning_object",
            "credential_configuration",
            &["site_id", "learning_object_type", "learning_object_id"],
        )
        .await?;
        let mut configuration_signatory_table = table(manager, "configuration_signatory");
        configuration_signatory_table
            .col(id("configuration_id").not_null())
            .col(id("signatory_id").not_null())
            .col(integer("position").not_null())
            .primary_key(
                Index::create()
                    .col(Alias::new("configuration_id"))
                    .col(Alias::new("signatory_id")),
            )
            .foreign_key(
                ForeignKey::create()
                    .name("fk_configuration_signatory_configuration_id")
                    .from(Alias::new("configuration_signatory"), Alias::new("configuration_id"))
                    .to(Alias::new("credential_configuration"), Alias::new("id"))
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .foreign_key(
                ForeignKey::create()
                    .name("fk_configuration_signatory_signatory_id")
                    .from(Alias::new("configuration_signatory"), Alias::new("signatory_id"))
                    .to(Alias::new("signatory"), Alias::new("id"))
                    .on_delete(ForeignKeyAction::Restrict),
            );
        manager.create_table(configuration_signatory_table).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::drop_tables(
            manager,
            &["configuration_signatory", "credential_configuration", "signatory"],
        )
        .await
    }
}
