//! A picture counts how often something began to show it, so that none is removed that is being taken into use.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};

use crate::column::integer;
use crate::step;

const TABLE: &str = "asset";
const COLUMN: &str = "n_claims";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::column(manager, TABLE, integer(COLUMN).not_null().default(0).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::drop_column(manager, TABLE, COLUMN).await
    }
}
