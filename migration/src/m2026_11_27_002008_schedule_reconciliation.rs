//! Sites say how often they are compared with their learning platform.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};

use crate::column::integer;
use crate::step;

const SITE: &str = "site";
const COLUMN: &str = "reconciliation_every_days";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // None, as the release before writes it too: the settings decide.
        step::column(manager, SITE, integer(COLUMN).null().take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::drop_column(manager, SITE, COLUMN).await
    }
}
