//! Rows of the catalogue that staff keep hold their key: two of them cannot have the same. And lists by name.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};

use crate::column::text;
use crate::step;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Tables whose rows have a key.
const KEYED: [&str; 3] = ["organization", "course", "course_run"];

/// Tables that are listed, and what they are listed by. Course runs have such an index already.
const LISTED: [(&str, &str); 4] = [
    ("organization", "name"),
    ("course", "title"),
    ("program", "title"),
    ("pathway", "name"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in KEYED {
            // A letter in lower case may be two; rows that the release before writes are nobody's but the catalogue service's.
            step::column(manager, table, text("local_key", 510).null().take()).await?;
            let name = format!("uq_{table}_site_id_local_key");
            step::unique(manager, &name, table, &["site_id", "local_key"]).await?;
        }
        for (table, label) in LISTED {
            let name = format!("ix_{table}_site_id_{label}_id");
            step::index(manager, &name, table, &["site_id", label, "id"]).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, label) in LISTED {
            step::drop_index(manager, &format!("ix_{table}_site_id_{label}_id"), table).await?;
        }
        for table in KEYED {
            step::drop_index(manager, &format!("uq_{table}_site_id_local_key"), table).await?;
            step::drop_column(manager, table, "local_key").await?;
        }
        Ok(())
    }
}
