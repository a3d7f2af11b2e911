//! Roles of people at sites.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};

use crate::column::{id, instant, table, text};
use crate::step;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut role_assignment_table = table(manager, "role_assignment");
        role_assignment_table
            .col(id("id").not_null().primary_key())
            .col(id("site_id").not_null())
            .col(id("user_id").not_null())
            .col(text("role", 32).not_null())
            .col(id("granted_by"))
            .col(instant(manager, "granted_at").not_null());
        manager.create_table(role_assignment_table).await?;
        step::unique(
            manager,
            "uq_role_assignment_user_id_site_id_role",
            "role_assignment",
            &["user_id", "site_id", "role"],
        )
        .await?;
        step::index(
            manager,
            "ix_role_assignment_site_id_granted_at_id",
            "role_assignment",
            &["site_id", "granted_at", "id"],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::drop_tables(manager, &["role_assignment"]).await
    }
}
