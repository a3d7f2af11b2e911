//! The connection pools, with the session settings under which both engines behave alike.

use std::time::Duration;

use anyhow::Context as _;
use migration::MigratorTrait as _;
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait as _, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    SqliteTransactionMode, TransactionOptions, TransactionTrait as _, sqlx,
};
use url::Url;

use super::Carrier;

/// Longest wait for a free connection.
const ACQUIRE: Duration = Duration::from_millis(1500);
/// Longest wait for another writer.
const LOCK_WAIT: Duration = Duration::from_secs(5);

/// The database of the service: SQLite or MySQL/MariaDB. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Database {
    /// Serves reads.
    pub read: Carrier<DatabaseConnection>,
    /// Serves transactions. SQLite has one writer at a time, so there it holds a single connection and writers queue in
    /// order instead of colliding.
    write: DatabaseConnection,
}

impl Database {
    /// Connects, and sets what a session needs: UTC, strict SQL, READ COMMITTED and bounded waits on MySQL and MariaDB;
    /// write-ahead log and full synchronization on SQLite.
    pub async fn connect(url: &Url) -> anyhow::Result<Self> {
        if url.scheme() == "sqlite" {
            let connect = async |max_connections| {
                sea_orm::Database::connect(sqlite(url, max_connections))
                    .await
                    .context("open the SQLite database")
            };
            // The writer first: it creates the file.
            let write = connect(1).await?;
            Ok(Self {
                read: Carrier(connect(8).await?),
                write,
            })
        } else {
            let both = sea_orm::Database::connect(mysql(url))
                .await
                .context("connect to the database server")?;
            Ok(Self {
                read: Carrier(both.clone()),
                write: both,
            })
        }
    }

    /// Begins a transaction that will write.
    pub async fn begin(&self) -> Result<Carrier<DatabaseTransaction>, DbErr> {
        let transaction = self
            .write
            .begin_with_options(TransactionOptions {
                // Takes the write lock at once: a reader that turns writer half-way could only fail.
                sqlite_transaction_mode: (self.backend() == DbBackend::Sqlite)
                    .then_some(SqliteTransactionMode::Immediate),
                ..TransactionOptions::default()
            })
            .await?;
        Ok(Carrier(transaction))
    }

    /// Which engine it is.
    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.read.get_database_backend()
    }

    /// Applies missing migrations.
    pub async fn migrate(&self) -> anyhow::Result<()> {
        migration::Migrator::up(&self.write, None)
            .await
            .context("apply migrations")
    }

    /// Closes the pools.
    pub async fn close(self) {
        // Closing can only fail for a pool that is gone already.
        drop(self.write.close().await);
        drop(self.read.0.close().await);
    }
}

/// What a MySQL or MariaDB session needs before its first statement.
const SESSION: [&str; 2] = [
    "SET SESSION time_zone = '+00:00', \
     sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', \
     innodb_lock_wait_timeout = 5",
    "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
];

/// Statements are logged at the lowest level only; their values never are.
const STATEMENT_LOG: log::LevelFilter = log::LevelFilter::Trace;

fn sqlite(url: &Url, max_connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url.as_str());
    options
        .max_connections(max_connections)
        .acquire_timeout(ACQUIRE + LOCK_WAIT)
        .sqlx_logging_level(STATEMENT_LOG);
    options.map_sqlx_sqlite_opts(|it| {
        it.create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(LOCK_WAIT)
    });
    options
}

fn mysql(url: &Url) -> ConnectOptions {
    let mut options = ConnectOptions::new(url.as_str());
    options
        .max_connections(32)
        .acquire_timeout(ACQUIRE)
        .sqlx_logging_level(STATEMENT_LOG);
    options.map_sqlx_mysql_pool_opts(|it| {
        // Of the pool, not of the options: it must run for each connection.
        it.after_connect(|connection, _| {
            Box::pin(async move {
                for statement in SESSION {
                    sqlx::query(statement).execute(&mut *connection).await?;
                }
                Ok(())
            })
        })
    });
    options
}
