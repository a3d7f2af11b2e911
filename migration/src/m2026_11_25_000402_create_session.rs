//! Who is signed in with a browser.

use sea_orm_migration::prelude::{
    Alias, ColumnDef, DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table, async_trait,
};

use crate::column::{boolean, id, instant, table};
use crate::step;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut session_table = table(manager, "session");
        session_table
            .col(
                ColumnDef::new(Alias::new("token_hash"))
                    .binary_len(32)
                    .not_null()
                    .primary_key(),
            )
            .col(id("id").not_null())
            .col(id("site_id").not_null())
            .col(id("user_id").not_null())
            .col(boolean("is_administrator").not_null())
            .col(boolean("is_superuser").not_null())
            .col(instant(manager, "created_at").not_null())
            .col(instant(manager, "seen_at").not_null())
            .col(instant(manager, "renewed_at").not_null())
            .col(instant(manager, "expires_at").not_null())
            .col(boolean("is_replaced").not_null());
        manager.create_table(session_table).await?;
        step::index(manager, "ix_session_id", "session", &["id"]).await?;
        step::index(manager, "ix_session_user_id", "session", &["user_id"]).await?;
        step::index(manager, "ix_session_expires_at", "session", &["expires_at"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(Alias::new("session")).if_exists().to_owned())
            .await
    }
}
