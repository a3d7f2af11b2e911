//! People's names are told to be verified, and asked for where credentials wait for that.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};

use crate::column::{boolean, instant};
use crate::step;

const USER: &str = "user";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            // The release before writes rows without it.
            boolean("is_name_verified").not_null().default(false).take(),
            instant(manager, "name_due_since").null().take(),
        ];
        for column in columns {
            step::column(manager, USER, column).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["name_due_since", "is_name_verified"] {
            step::drop_column(manager, USER, column).await?;
        }
        Ok(())
    }
}
