//! Versions of templates are checked before they are published; those that were published before count as checked then.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::sea_orm::ConnectionTrait as _;

use crate::column::{id, instant};
use crate::step;

const TABLE: &str = "template_version";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            instant(manager, "checked_at").null().take(),
            id("checked_by").null().take(),
        ];
        for column in columns {
            step::column(manager, TABLE, column).await?;
        }
        // People write templates by hand: there are few of them, and one statement is enough.
        let published = "UPDATE template_version SET checked_at = published_at
             WHERE published_at IS NOT NULL AND checked_at IS NULL";
        manager.get_connection().execute_unprepared(published).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["checked_by", "checked_at"] {
            step::drop_column(manager, TABLE, column).await?;
        }
        Ok(())
    }
}
