//! Grades.

use sea_orm_migration::prelude::{
    Alias, DbErr, DeriveMigrationName, Index, MigrationTrait, SchemaManager, Table, async_trait,
};

use crate::column::{boolean, id, instant, integer, table, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut grade_table = table(manager, "grade");
        grade_table
            .col(id("user_id").not_null())
            .col(id("site_id").not_null())
            .col(text("course_key", 255).not_null())
            .col(id("id").not_null())
            .col(text("letter", 255).null())
            .col(integer("percent").not_null())
            .col(boolean("is_verified").not_null())
            .col(instant(manager, "lms_last_updated_at").null())
            .col(integer("version").not_null())
            .col(instant(manager, "created_at").not_null())
            .col(instant(manager, "updated_at").not_null())
            // A learner's grades lie together, and this is the table's only key: an insert meets a stored row nowhere else.
            .primary_key(
                Index::create()
                    .col(Alias::new("user_id"))
                    .col(Alias::new("site_id"))
                    .col(Alias::new("course_key")),
            );
        manager.create_table(grade_table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(Alias::new("grade")).if_exists().to_owned())
            .await
    }
}
