//! What became of credentials is listed by site, who did it and what it was, as the rest of the audit trail is.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::sea_orm::{ConnectionTrait as _, DbBackend};

use crate::column::id;
use crate::step;

const TABLE: &str = "credential_history";

/// Rows that one statement writes: what a cluster replicates at once stays small.
const ROWS: u32 = 5_000;

/// Indexes: name, columns.
const INDEXES: [(&str, &[&str]); 2] = [
    (
        "ix_credential_history_site_id_change_changed_at",
        &["site_id", "change", "changed_at", "credential_id", "version"],
    ),
    (
        "ix_credential_history_site_id_actor_id_change_changed_at",
        &[
            "site_id",
            "actor_id",
            "change",
            "changed_at",
            "credential_id",
            "version",
        ],
    ),
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::column(manager, TABLE, id("site_id").null().take()).await?;
        // Before the rows are filled, so that those without a site are found by it.
        for (name, columns) in INDEXES {
            step::index(manager, name, TABLE, columns).await?;
        }
        fill(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, _) in INDEXES {
            step::drop_index(manager, name, TABLE).await?;
        }
        step::drop_column(manager, TABLE, "site_id").await
    }
}

/// Writes its credential's site into every row. What replicas of the release before write later gets its own from the worker that seals
/// the trail, in a step of its own (`service::trail::add_sites`).
async fn fill(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let db = manager.get_connection();
    let all = "UPDATE credential_history
         SET site_id = (SELECT c.site_id FROM credential c WHERE c.id = credential_history.credential_id)
         WHERE site_id IS NULL AND credential_id IN (SELECT id FROM credential)";
    // SQLite has one writer and nothing to replicate, and knows no bound for what is written.
    if manager.get_database_backend() != DbBackend::MySql {
        return db.execute_unprepared(all).await.map(drop);
    }
    let some = format!("{all} LIMIT {ROWS}");
    while db.execute_unprepared(&some).await?.rows_affected() > 0 {}
    Ok(())
}
