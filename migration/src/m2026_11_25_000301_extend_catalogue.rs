//! The whole catalogue: where a row comes from, what is gone, what kind of program it is, and pathways.

use sea_orm_migration::prelude::{
    Alias, ColumnDef, DbErr, DeriveMigrationName, ForeignKey, ForeignKeyAction, Index, MigrationTrait, SchemaManager,
    Table, async_trait,
};

use crate::column::{id, instant, integer, table, text};
use crate::step;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: [&str; 4] = ["organization", "course", "course_run", "program"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES {
            step::column(manager, table, origin()).await?;
            step::column(manager, table, version()).await?;
            step::column(manager, table, instant(manager, "removed_at").null().take()).await?;
        }
        let status = text("status", 24).not_null().default("active").take();
        step::column(manager, "program", status).await?;
        let type_slug = text("type_slug", 64).not_null().default("").take();
        step::column(manager, "program", type_slug).await?;
        step::index(
            manager,
            "ix_organization_site_id_key",
            "organization",
            &["site_id", "key"],
        )
        .await?;
        step::index(manager, "ix_course_site_id_key", "course", &["site_id", "key"]).await?;

        let mut pathway_table = table(manager, "pathway");
        pathway_table
            .col(id("id").not_null().primary_key())
            .col(id("site_id").not_null())
            .col(id("uuid").not_null())
            .col(text("name", 255).not_null())
            .col(text("organization_name", 255).not_null())
            .col(text("email", 254).null())
            .col(text("kind", 16).not_null())
            .col(text("status", 16).not_null())
            .col(origin())
            .col(version())
            .col(instant(manager, "removed_at").null());
        manager.create_table(pathway_table).await?;
        step::unique(manager, "uq_pathway_site_id_uuid", "pathway", &["site_id", "uuid"]).await?;
        let mut pathway_program_table = table(manager, "pathway_program");
        pathway_program_table
            .col(id("pathway_id").not_null())
            .col(id("program_id").not_null())
            .col(integer("position").not_null())
            .primary_key(
                Index::create()
                    .col(Alias::new("pathway_id"))
                    .col(Alias::new("program_id")),
            )
            .foreign_key(
                ForeignKey::create()
                    .name("fk_pathway_program_pathway_id")
                    .from(Alias::new("pathway_program"), Alias::new("pathway_id"))
                    .to(Alias::new("pathway"), Alias::new("id"))
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .foreign_key(
                ForeignKey::create()
                    .name("fk_pathway_program_program_id")
                    .from(Alias::new("pathway_program"), Alias::new("program_id"))
                    .to(Alias::new("program"), Alias::new("id"))
                    .on_delete(ForeignKeyAction::Restrict),
            );
        manager.create_table(pathway_program_table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["pathway_program", "pathway"] {
            manager
                .drop_table(Table::drop().table(Alias::new(table)).if_exists().to_owned())
                .await?;
        }
        step::drop_index(manager, "ix_course_site_id_key", "course").await?;
        step::drop_index(manager, "ix_organization_site_id_key", "organization").await?;
        for column in ["type_slug", "status"] {
            step::drop_column(manager, "program", column).await?;
        }
        for table in TABLES {
            for column in ["removed_at", "version", "origin"] {
                step::drop_column(manager, table, column).await?;
            }
        }
        Ok(())
    }
}

/// With a default, because the release before inserts without naming it.
fn origin() -> ColumnDef {
    text("origin", 16).not_null().default("synced").take()
}

fn version() -> ColumnDef {
    integer("version").not_null().default(1).take()
}
