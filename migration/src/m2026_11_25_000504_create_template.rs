//! Templates of certificates with their versions, and previews that wait to be looked at.

use sea_orm_migration::prelude::{
    Alias, DbErr, DeriveMigrationName, ForeignKey, ForeignKeyAction, MigrationTrait, SchemaManager, Table, async_trait,
};

use crate::column::{id, instant, integer, json, long_text, table, text};
use crate::step;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut template_table = table(manager, "template");
        template_table
            .col(id("id").not_null().primary_key())
            .col(id("site_id").not_null())
            .col(text("name", 255).not_null())
            .col(id("latest_version_id").not_null())
            .col(id("published_version_id").null())
            .col(integer("version").not_null())
            .col(instant(manager, "created_at").not_null())
            .col(instant(manager, "updated_at").not_null())
            .col(id("updated_by").null())
            .col(instant(manager, "deleted_at").null());
        manager.create_table(template_table).await?;
        step::index(
            manager,
            "ix_template_site_id_created_at_id",
            "template",
            &["site_id", "created_at", "id"],
        )
        .await?;
        let mut template_version_table = table(manager, "template_version");
        template_version_table
            .col(id("id").not_null().primary_key())
            .col(id("template_id").not_null())
            .col(integer("number").not_null())
            .col(json("source").not_null())
            .col(instant(manager, "created_at").not_null())
            .col(id("created_by").null())
            .col(instant(manager, "published_at").null())
            .foreign_key(
                ForeignKey::create()
                    .name("fk_template_version_template_id")
                    .from(Alias::new("template_version"), Alias::new("template_id"))
                    .to(Alias::new("template"), Alias::new("id"))
                    .on_delete(ForeignKeyAction::Restrict),
            );
        manager.create_table(template_version_table).await?;
        step::unique(
            manager,
            "uq_template_version_template_id_number",
            "template_version",
            &["template_id", "number"],
        )
        .await?;
        step::index(
            manager,
            "ix_credential_configuration_template_id",
            "credential_configuration",
            &["template_id"],
        )
        .await?;
        let mut certificate_preview_table = table(manager, "certificate_preview");
        certificate_preview_table
            .col(id("id").not_null().primary_key())
            .col(id("site_id").not_null())
            .col(long_text(manager, "html").not_null())
            .col(instant(manager, "expires_at").not_null());
        manager.create_table(certificate_preview_table).await?;
        step::index(
            manager,
            "ix_certificate_preview_expires_at",
            "certificate_preview",
            &["expires_at"],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::drop_index(
            manager,
            "ix_credential_configuration_template_id",
            "credential_configuration",
        )
        .await?;
        for name in ["certificate_preview", "template_version", "template"] {
            manager
                .drop_table(Table::drop().table(Alias::new(name)).if_exists().to_owned())
                .await?;
        }
        Ok(())
    }
}
