//! Whether the database is fit for service: it answers, has our schema, and keeps what it acknowledges.

use std::collections::BTreeSet;

use migration::MigratorTrait as _;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};
use tokio::join;

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
    /// What it acknowledged could be lost or altered, or what the service writes could be refused.
    #[error("{0}")]
    Unsound(String),
}

/// What a MySQL or MariaDB server must allow a packet: the largest answer that is stored, and room for what encloses it.
const PACKET_BYTES: i64 = 8 << 20;

/// Settings of the server, which no session can change for itself, and tables that somebody has altered since they were made.
const SOUNDNESS: &str = "SELECT \
     CAST(@@GLOBAL.innodb_flush_log_at_trx_commit AS SIGNED) AS flush, \
     CAST(@@GLOBAL.max_allowed_packet AS SIGNED) AS packet, \
     (SELECT MIN(table_name) FROM information_schema.tables WHERE table_schema = DATABASE() \
      AND table_type = 'BASE TABLE' AND engine <> 'InnoDB') AS other_engine, \
     (SELECT MIN(table_name) FROM information_schema.columns WHERE table_schema = DATABASE() \
      AND character_set_name NOT IN ('utf8mb4', 'ascii')) AS other_characters";

impl Database {
    /// Runs a statement, compares the schema's version with this program's, and checks that commits are durable.
    ///
    /// SQLite has nothing to check there: its sessions are durable by what [`connect`](Self::connect) sets, and fail to open otherwise.
    pub async fn check(&self) -> Result<(), Unfit> {
        // Neither waits for the other.
        let (schema, soundness) = join!(self.check_schema(), self.check_soundness());
        schema.and(soundness)
    }

    async fn check_soundness(&self) -> Result<(), Unfit> {
        if self.backend() != DbBackend::MySql {
            return Ok(());
        }
        let statement = Statement::from_string(self.backend(), SOUNDNESS);
        let read = async || -> Result<Option<_>, DbErr> {
            let Some(row) = self.read.query_one_raw(statement).await? else {
                return Ok(None);
            };
            let table = |column| row.try_get::<Option<String>>("", column);
            let (other_engine, other_characters) = (table("other_engine")?, table("other_characters")?);
            let number = |column| row.try_get::<i64>("", column);
            Ok(Some((
                number("flush")?,
                number("packet")?,
                other_engine,
                other_characters,
            )))
        };
        let found = read()
            .await
            .inspect_err(|error| tracing::debug!(%error, "the database cannot be examined"));
        let (flush, packet, other_engine, other_characters) = found.ok().flatten().ok_or_else(unreachable)?;
        let problem = if flush != 1 {
            "the database does not keep every commit: it needs innodb_flush_log_at_trx_commit=1".to_owned()
        } else if packet < PACKET_BYTES {
            format!("the database takes too little at a time: it needs max_allowed_packet={PACKET_BYTES} or more")
        } else if let Some(table) = other_engine {
            format!("the database does not keep every commit: table {table} needs ENGINE=InnoDB")
        } else if let Some(table) = other_characters {
            format!("the database cannot store every character: table {table} needs CHARACTER SET utf8mb4")
        } else {
            return Ok(());
        };
        Err(Unfit::Unsound(problem))
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
            Err(error) if self.read.execute_unprepared("SELECT 1").await.is_ok() => {
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

fn unreachable() -> Unfit {
    Unfit::Unreachable("the database does not answer".to_owned())
}
