//! Rows that turned out to be somebody else's can be gone through in the order of an index. MySQL and MariaDB end every index with the key;
//! SQLite does not.
//!
//! The name stays: replicas of the release before read by it.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};

use crate::step;

const INDEX: &str = "ix_user_merged_into_id";
const TABLE: &str = "user";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::change_index(manager, INDEX, TABLE, &["merged_into_id", "id"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::change_index(manager, INDEX, TABLE, &["merged_into_id"]).await
    }
}
