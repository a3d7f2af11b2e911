//! People change by version, keep when they were last told of, and may be found to be two rows of one person.

use sea_orm_migration::prelude::{
    Alias, ColumnDef, DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};

use crate::column::{id, instant};
use crate::step;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // With a default, because the release before inserts without naming it.
        let version = ColumnDef::new(Alias::new("version"))
            .integer()
            .not_null()
            .default(1)
            .take();
        for column in [
            version,
            instant(manager, "claims_at").null().take(),
            id("merged_into_id").null().take(),
        ] {
            step::column(manager, "user", column).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["merged_into_id", "claims_at", "version"] {
            step::drop_column(manager, "user", column).await?;
        }
        Ok(())
    }
}
