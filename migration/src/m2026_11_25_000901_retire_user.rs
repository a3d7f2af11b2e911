//! People may be retired, and everything that is known of them is found to be erased.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};

use crate::column::{id, instant};
use crate::step;

/// Indexes by which a retired person's traces are found: name, table, column.
const INDEXES: [(&str, &str, &str); 4] = [
    ("ix_user_merged_into_id", "user", "merged_into_id"),
    ("ix_user_erase_until", "user", "erase_until"),
    ("ix_outbox_event_subject_id", "outbox_event", "subject_id"),
    ("ix_certificate_preview_created_by", "certificate_preview", "created_by"),
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [
            instant(manager, "retired_at").null().take(),
            instant(manager, "erase_until").null().take(),
        ] {
            step::column(manager, "user", column).await?;
        }
        step::column(manager, "certificate_preview", id("created_by").null().take()).await?;
        for (name, table, column) in INDEXES {
            step::index(manager, name, table, &[column]).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, table, _) in INDEXES {
            step::drop_index(manager, name, table).await?;
        }
        step::drop_column(manager, "certificate_preview", "created_by").await?;
        for column in ["erase_until", "retired_at"] {
            step::drop_column(manager, "user", column).await?;
        }
        Ok(())
    }
}
