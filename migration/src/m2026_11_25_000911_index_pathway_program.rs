//! The pathways of a program are found by it. MySQL and MariaDB have an index for the foreign key from the start; SQLite has none.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::sea_orm::DbBackend;

use crate::step;

const INDEX: &str = "ix_pathway_program_program_id";
const TABLE: &str = "pathway_program";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        match manager.get_database_backend() {
            DbBackend::MySql => Ok(()),
            _ => step::index(manager, INDEX, TABLE, &["program_id"]).await,
        }
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        match manager.get_database_backend() {
            DbBackend::MySql => Ok(()),
            _ => step::drop_index(manager, INDEX, TABLE).await,
        }
    }
}
