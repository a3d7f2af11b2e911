//! Whether the database is fit for service: it answers, has our schema, and keeps what it acknowledges.

use std::collections::BTreeSet;

use migration::MigratorTrait as _;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};

use super::Database;

/// Why the database is not fit for service; each says so in one sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// A statement failed: worth trying again.
    #[error("{0}")]
    Unreachable(String),
    /// Migrations are missing.
    #[error("{0}")]
    SchemaBehind(String),
    /// The schema has migrations that this program does not know.
    #[error("{0}")]
    SchemaAhead(String),
    /// Acknowledged commits could be lost.
    #[error("{0}")]
    NotDurable(String),
}

impl Database {
    /// Runs a statement, compares the schema's version with this program's, and checks that commits are durable.
    pub async fn check(&self) -> Result<(), Unfit> {
        self.check_schema().await?;
        match self.backend() {
            DbBackend::MySql
                if number(&self.read, "SELECT CAST(@@innodb_flush_log_at_trx_commit AS SIGNED)").await? != 1 =>
            {
                Err(not_durable("innodb_flush_log_at_trx_commit=1"))
            }
            DbBackend::Sqlite if number(&self.read, "PRAGMA synchronous").await? < 2 => {
                Err(not_durable("synchronous=FULL"))
            }
            _ => Ok(()),
        }
    }

    async fn check_schema(&self) -> Result<(), Unfit> {
        let known: BTreeSet<String> = migration::Migrator::migrations()
            .iter()
            .map(|it| it.name().to_owned())
            .collect();
        let statement = Statement::from_string(self.backend(), "SELECT version FROM seaql_migrations");
        let applied: BTreeSet<String> = match self.read.query_all_raw(statement).await {
            Ok(rows) => rows.iter().filter_map(|row| row.try_get("", "version").ok()).collect(),
            // No table of migrations: a database that answers, but was never migrated.
            Err(error) if number(&self.read, "SELECT 1").await.is_ok() => {
                tracing::debug!(%error, "the table of migrations cannot be read");
                BTreeSet::new()
            }
            Err(_) => return Err(unreachable()),
        };
        if !applied.is_subset(&known) {
            return Err(Unfit::SchemaAhead(
                "the database was migrated by a newer version of this program".to_owned(),
            ));
        }
        match known.len() - applied.len() {
            0 => Ok(()),
            n_missing => Err(Unfit::SchemaBehind(format!(
                "the database lacks {n_missing} migration(s)"
            ))),
        }
    }
}

async fn number(connection: &impl ConnectionTrait, sql: &str) -> Result<i64, Unfit> {
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    let read = async || -> Result<Option<i64>, DbErr> {
        let row = connection.query_one_raw(statement).await?;
        // SQLite has 32-bit and 64-bit numbers in one column type.
        row.map(|row| {
            row.try_get_by_index::<i64>(0)
                .or_else(|_| row.try_get_by_index::<i32>(0).map(i64::from))
        })
        .transpose()
    };
    read().await.ok().flatten().ok_or_else(unreachable)
}

fn unreachable() -> Unfit {
    Unfit::Unreachable("the database does not answer".to_owned())
}

fn not_durable(setting: &str) -> Unfit {
    Unfit::NotDurable(format!("the database does not keep every commit: it needs {setting}"))
}
