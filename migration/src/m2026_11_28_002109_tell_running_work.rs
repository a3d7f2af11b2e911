//! Since when a piece of work is held, and since when a round of background work is under way.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};

use crate::column::instant;
use crate::step;

const COLUMNS: [(&str, &str); 2] = [("lease", "claimed_at"), ("worker_task", "began_at")];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in COLUMNS {
            // None, as the release before writes it too: it is not known.
            step::column(manager, table, instant(manager, column).null().take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in COLUMNS {
            step::drop_column(manager, table, column).await?;
        }
        Ok(())
    }
}
