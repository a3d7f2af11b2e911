//! People are compared with their accounts on the platform, those first who have been due for longest.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};

use crate::column::{beginning, boolean, instant};
use crate::step;

const USER: &str = "user";
const INDEX: &str = "ix_user_sync_due_at_id";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // With a default, because the release before inserts without naming it: everybody who is there is due.
        let due = instant(manager, "sync_due_at")
            .null()
            .default(beginning(manager))
            .take();
        for column in [boolean("is_active").null().take(), due] {
            step::column(manager, USER, column).await?;
        }
        step::index(manager, INDEX, USER, &["sync_due_at", "id"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::drop_index(manager, INDEX, USER).await?;
        for column in ["sync_due_at", "is_active"] {
            step::drop_column(manager, USER, column).await?;
        }
        Ok(())
    }
}
