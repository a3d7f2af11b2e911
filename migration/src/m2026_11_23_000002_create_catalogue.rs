//! The part of the catalogue that an award and its page need.

use sea_orm_migration::prelude::{
    Alias, DbErr, DeriveMigrationName, ForeignKey, ForeignKeyAction, Index, MigrationTrait, SchemaManager, async_trait,
};

use crate::column::{id, instant, integer, table, text};
use crate::step;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    #[expect(clippy::too_many_lines, reason = "one list of tables, read from top to bottom")]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut organization_table = table(manager, "organization");
        organization_table
            .col(id("id").not_null().primary_key())
            .col(id("site_id").not_null())
            .col(id("uuid").not_null())
            .col(text("key", 255).not_null())
            .col(text("name", 255).not_null())
            .col(text("logo_url", 512).null());
        manager.create_table(organization_table).await?;
        step::unique(
            manager,
            "uq_organization_site_id_uuid",
            "organization",
            &["site_id", "uuid"],
        )
        .await?;
        let mut course_table = table(manager, "course");
        course_table
            .col(id("id").not_null().primary_key())
            .col(id("site_id").not_null())
            .col(id("uuid").not_null())
            .col(text("key", 255).not_null())
            .col(text("title", 255).not_null());
        manager.create_table(course_table).await?;
        step::unique(manager, "uq_course_site_id_uuid", "course", &["site_id", "uuid"]).await?;
        let mut course_organization_table = table(manager, "course_organization");
        course_organization_table
            .col(id("course_id").not_null())
            .col(id("organization_id").not_null())
            .col(integer("position").not_null())
            .primary_key(
                Index::create()
                    .col(Alias::new("course_id"))
                    .col(Alias::new("organization_id")),
            )
            .foreign_key(
                ForeignKey::create()
                    .name("fk_course_organization_course_id")
                    .from(Alias::new("course_organization"), Alias::new("course_id"))
                    .to(Alias::new("course"), Alias::new("id"))
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .foreign_key(
                ForeignKey::create()
                    .name("fk_course_organization_organization_id")
                    .from(Alias::new("course_organization"), Alias::new("organization_id"))
                    .to(Alias::new("organization"), Alias::new("id"))
                    .on_delete(ForeignKeyAction::Restrict),
            );
        manager.create_table(course_organization_table).await?;
        let mut course_run_table = table(manager, "course_run");
        course_run_table
            .col(id("id").not_null().primary_key())
            .col(id("site_id").not_null())
            .col(id("course_id").not_null())
            .col(id("uuid").not_null())
            .col(text("key", 255).not_null())
            .col(text("title_override", 255).null())
            .col(instant(manager, "starts_at").null())
            .col(instant(manager, "ends_at").null())
            .foreign_key(
                ForeignKey::create()
                    .name("fk_course_run_course_id")
                    .from(Alias::new("course_run"), Alias::new("course_id"))
                    .to(Alias::new("course"), Alias::new("id"))
                    .on_delete(ForeignKeyAction::Restrict),
            );
        manager.create_table(course_run_table).await?;
        step::unique(
            manager,
            "uq_course_run_site_id_uuid",
            "course_run",
            &["site_id", "uuid"],
        )
        .await?;
        step::index(manager, "ix_course_run_site_id_key", "course_run", &["site_id", "key"]).await?;
        let mut program_table = table(manager, "program");
        program_table
            .col(id("id").not_null().primary_key())
            .col(id("site_id").not_null())
            .col(id("uuid").not_null())
            .col(text("title", 255).not_null())
            .col(text("type_label", 64).not_null())
            .col(integer("total_hours_of_effort").null());
        manager.create_table(program_table).await?;
        step::unique(manager, "uq_program_site_id_uuid", "program", &["site_id", "uuid"]).await?;
        let mut program_course_run_table = table(manager, "program_course_run");
        program_course_run_table
            .col(id("program_id").not_null())
            .col(id("course_run_id").not_null())
            .col(integer("position").not_null())
            .primary_key(
                Index::create()
                    .col(Alias::new("program_id"))
                    .col(Alias::new("course_run_id")),
            )
            .foreign_key(
                ForeignKey::create()
                    .name("fk_program_course_run_program_id")
                    .from(Alias::new("program_course_run"), Alias::new("program_id"))
                    .to(Alias::new("program"), Alias::new("id"))
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .foreign_key(
                ForeignKey::create()
                    .name("fk_program_course_run_course_run_id")
                    .from(Alias::new("program_course_run"), Alias::new("course_run_id"))
                    .to(Alias::new("course_run"), Alias::new("id"))
                    .on_delete(ForeignKeyAction::Restrict),
            );
        manager.create_table(program_course_run_table).await?;
        let mut program_organization_table = table(manager, "program_organization");
        program_organization_table
            .col(id("program_id").not_null())
            .col(id("organization_id").not_null())
            .col(integer("position").not_null())
            .primary_key(
                Index::create()
                    .col(Alias::new("program_id"))
                    .col(Alias::new("organization_id")),
            )
            .foreign_key(
                ForeignKey::create()
                    .name("fk_program_organization_program_id")
                    .from(Alias::new("program_organization"), Alias::new("program_id"))
                    .to(Alias::new("program"), Alias::new("id"))
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .foreign_key(
                ForeignKey::create()
                    .name("fk_program_organization_organization_id")
                    .from(Alias::new("program_organization"), Alias::new("organization_id"))
                    .to(Alias::new("organization"), Alias::new("id"))
                    .on_delete(ForeignKeyAction::Restrict),
            );
        manager.create_table(program_organization_table).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::drop_tables(
            manager,
            &[
                "program_organization",
                "program_course_run",
                "program",
                "course_run",
                "course_organization",
                "course",
                "organization",
            ],
        )
        .await
    }
}
