//! Organizations have logos among the site's own pictures: one that staff chose, and one that was copied with the catalogue.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};

use crate::column::{id, text};
use crate::step;

const TABLE: &str = "organization";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            id("logo_asset_id").null().take(),
            id("copied_logo_asset_id").null().take(),
            text("copied_logo_url", 512).null().take(),
        ];
        for column in columns {
            step::column(manager, TABLE, column).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["copied_logo_url", "copied_logo_asset_id", "logo_asset_id"] {
            step::drop_column(manager, TABLE, column).await?;
        }
        Ok(())
    }
}
