//! Lets each change of a credential tell by digests what the credential said before and after it.

use sea_orm_migration::prelude::{
    Alias, ColumnDef, DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};

use crate::column::id;
use crate::step;

const HISTORY: &str = "credential_history";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

fn digest(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).binary_len(32).null().take()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::column(manager, "credential", id("state_salt").null().take()).await?;
        step::column(manager, HISTORY, digest("state_before")).await?;
        step::column(manager, HISTORY, digest("state_after")).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["state_after", "state_before"] {
            step::drop_column(manager, HISTORY, column).await?;
        }
        step::drop_column(manager, "credential", "state_salt").await
    }
}
