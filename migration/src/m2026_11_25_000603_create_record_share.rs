//! Links to learner records, and how often they were followed.

use sea_orm_migration::prelude::{
    Alias, ColumnDef, DbErr, DeriveMigrationName, Index, MigrationTrait, SchemaManager, Table, async_trait,
};

use crate::column::{boolean, id, instant, integer, table, text};
use crate::step;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut record_share_table = table(manager, "record_share");
        record_share_table
            .col(id("id").not_null().primary_key())
            .col(id("site_id").not_null())
            .col(id("user_id").not_null())
            .col(id("program_id").not_null())
            .col(id("token").not_null())
            .col(text("label", 100).null())
            .col(boolean("shows_grades").not_null())
            .col(boolean("shows_name").not_null())
            .col(boolean("shows_email").not_null())
            .col(instant(manager, "expires_at").null())
            .col(instant(manager, "revoked_at").null())
            .col(integer("version").not_null())
            .col(instant(manager, "created_at").not_null())
            .col(instant(manager, "updated_at").not_null());
        manager.create_table(record_share_table).await?;
        step::unique(manager, "uq_record_share_token", "record_share", &["token"]).await?;
        step::index(
            manager,
            "ix_record_share_user_id_program_id_id",
            "record_share",
            &["user_id", "program_id", "id"],
        )
        .await?;
        let mut record_share_view_table = table(manager, "record_share_view");
        record_share_view_table
            .col(id("record_share_id").not_null())
            .col(ColumnDef::new(Alias::new("viewed_on")).date().not_null())
            .col(ColumnDef::new(Alias::new("slot")).small_integer().not_null())
            .col(integer("n_views").not_null())
            .primary_key(
                Index::create()
                    .col(Alias::new("record_share_id"))
                    .col(Alias::new("viewed_on"))
                    .col(Alias::new("slot")),
            );
        manager.create_table(record_share_view_table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["record_share_view", "record_share"] {
            manager
                .drop_table(Table::drop().table(Alias::new(table)).if_exists().to_owned())
                .await?;
        }
        Ok(())
    }
}
