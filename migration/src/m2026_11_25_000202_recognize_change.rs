//! A change of a credential is recognized by the request that made it.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};

use crate::column::id;
use crate::step;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Found by the key of the table, which begins with the credential: it needs no index.
        let token = id("request_token").null().take();
        step::column(manager, "credential_history", token).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::drop_column(manager, "credential_history", "request_token").await
    }
}
