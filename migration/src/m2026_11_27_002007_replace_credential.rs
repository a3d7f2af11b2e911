//! Lets a credential say that its learner has another one instead, and lists of such credentials be read from the newest one on.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};

use crate::column::{id, instant};
use crate::step;

const TABLE: &str = "credential";
const INDEX: &str = "ix_credential_site_id_replaced_at_id";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::column(manager, TABLE, instant(manager, "replaced_at").null().take()).await?;
        step::column(manager, TABLE, id("replaced_by_id").null().take()).await?;
        step::index(manager, INDEX, TABLE, &["site_id", "replaced_at", "id"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::drop_index(manager, INDEX, TABLE).await?;
        for column in ["replaced_by_id", "replaced_at"] {
            step::drop_column(manager, TABLE, column).await?;
        }
        Ok(())
    }
}
