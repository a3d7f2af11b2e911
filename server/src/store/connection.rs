//! The connection pools, with the session settings under which both engines behave alike.

use std::time::{Duration, Instant};

use anyhow::Context as _;
use sea_orm::sqlx::AssertSqlSafe;
use sea_orm::sqlx::sqlite::{SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait as _, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    SqliteTransactionMode, TransactionOptions, TransactionTrait as _, sqlx,
};
use sqlx::Connection as _;
use tokio::time::sleep;
use url::Url;

use super::Carrier;
use super::changes::Changes;
use super::liveness::{Liveness, is_dead};
use super::{Failure, classify};

/// Longest wait for a free connection.
const ACQUIRE: Duration = Duration::from_millis(1500);
/// Pause between two attempts to open a file that another process opens.
const OPEN_PAUSE: Duration = Duration::from_millis(50);
/// Longest wait for another writer.
const LOCK_WAIT: Duration = Duration::from_secs(5);

/// The database of the service: SQLite or MySQL/MariaDB. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Database {
    /// Serves reads.
    pub read: Carrier<DatabaseConnection>,
    /// Serves transactions. SQLite has one writer at a time, so there it holds a single connection and writers queue in
    /// order instead of colliding.
    pub(super) write: DatabaseConnection,
    changes: Changes,
    liveness: Liveness,
}

impl Database {
    /// Connects, and sets what a session needs: UTC, strict SQL, READ COMMITTED and bounded waits on MySQL and MariaDB;
    /// write-ahead log and full synchronization on SQLite.
    ///
    /// The database ends a statement that takes longer than `longest`, whether or not anybody still waits for it; without it
    /// statements take as long as they take, as migrations must.
    pub async fn connect(url: &Url, longest: Option<Duration>) -> anyhow::Result<Self> {
        let (changes, liveness) = (Changes::default(), Liveness::default());
        if url.scheme() == "sqlite" {
            let connect = async |max_connections| {
                open(sqlite(url, max_connections, longest))
                    .await
                    .context("open the SQLite database")
            };
            // The writer first: it creates the file.
            let write = connect(1).await?;
            Ok(Self {
                read: Carrier::pool(connect(8).await?, changes.clone(), liveness.clone()),
                write,
                changes,
                liveness,
            })
        } else {
            let both = sea_orm::Database::connect(mysql(url, longest, liveness.clone()))
                .await
                .context("connect to the database server")?;
            Ok(Self {
                read: Carrier::pool(both.clone(), changes.clone(), liveness.clone()),
                write: both,
                changes,
                liveness,
            })
        }
    }

    /// Begins a transaction that will write.
    pub async fn begin(&self) -> Result<Carrier<DatabaseTransaction>, DbErr> {
        let transaction = match self.try_begin().await {
            // Nothing was written yet, and the next connection is tried before it is used.
            Err(error) if is_dead(&error) => {
                self.liveness.note_death();
                self.try_begin().await?
            }
            result => result?,
        };
        Ok(Carrier::transaction(transaction, self.changes.clone()))
    }

    async fn try_begin(&self) -> Result<DatabaseTransaction, DbErr> {
        let options = TransactionOptions {
            // Takes the write lock at once: a reader that turns writer half-way could only fail.
            sqlite_transaction_mode: (self.backend() == DbBackend::Sqlite).then_some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        self.write.begin_with_options(options).await
    }

    /// Lets the write-ahead log of SQLite forget what was overwritten since, as far as nobody reads it now. Elsewhere logs are the
    /// operator's business.
    pub async fn forget_log(&self) -> Result<(), DbErr> {
        match self.backend() {
            DbBackend::Sqlite => self
                .write
                .execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)")
                .await
                .map(drop),
            _ => Ok(()),
        }
    }

    /// What this process has changed.
    #[must_use]
    pub fn changes(&self) -> &Changes {
        &self.changes
    }

    /// Which engine it is.
    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.read.get_database_backend()
    }

    /// Closes the pools.
    pub async fn close(self) {
        // Closing can only fail for a pool that is gone already.
        drop(self.write.close().await);
        drop(self.read.driver().clone().close().await);
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

/// How many steps of SQLite's machine pass between two looks at the time; some milliseconds at most.
const STEPS_BETWEEN_LOOKS: i32 = 100_000;

fn sqlite(url: &Url, max_connections: u32, longest: Option<Duration>) -> ConnectOptions {
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
            // What is erased is not to be read in the file either.
            .pragma("secure_delete", "ON")
            .busy_timeout(LOCK_WAIT)
    });
    if let Some(longest) = longest {
        // Whoever takes a connection from the pool has it for one read or for one transaction.
        options.map_sqlx_sqlite_pool_opts(move |it| {
            it.after_connect(move |connection, _| Box::pin(bound(connection, longest)))
                .before_acquire(move |connection, _| {
                    Box::pin(async move { bound(connection, longest).await.map(|()| true) })
                })
        });
    }
    options
}

/// Opens the file. Processes that open a new one at the same moment are in each other's way when they set up its log, where SQLite
/// itself does not wait for the other.
async fn open(options: ConnectOptions) -> Result<DatabaseConnection, DbErr> {
    let deadline = Instant::now() + LOCK_WAIT;
    loop {
        match sea_orm::Database::connect(options.clone()).await {
            Err(error) if classify(&error) == Failure::Lost && Instant::now() < deadline => sleep(OPEN_PAUSE).await,
            result => return result,
        }
    }
}

/// Makes SQLite interrupt what the connection does from now on as soon as it has taken too long.
async fn bound(connection: &mut SqliteConnection, longest: Duration) -> Result<(), sqlx::Error> {
    let began = Instant::now();
    connection
        .lock_handle()
        .await?
        .set_progress_handler(STEPS_BETWEEN_LOOKS, move || began.elapsed() < longest);
    Ok(())
}

/// Prepared statements that a connection keeps. It closes the one that it used longest ago without waiting for an answer, and the
/// driver leaves the system to hold back what it sends next (Nagle's algorithm): 40 ms each time. So what is used in turn has to fit;
/// a server allows 16,382 statements in all (`max_prepared_stmt_count`).
const STATEMENTS_PER_CONNECTION: usize = 200;

fn mysql(url: &Url, longest: Option<Duration>, liveness: Liveness) -> ConnectOptions {
    let mut options = ConnectOptions::new(url.as_str());
    options
        .max_connections(32)
        .acquire_timeout(ACQUIRE)
        // Only in doubt, see below.
        .test_before_acquire(false)
        .sqlx_logging_level(STATEMENT_LOG);
    options.map_sqlx_mysql_opts(|it| it.statement_cache_capacity(STATEMENTS_PER_CONNECTION));
    options.map_sqlx_mysql_pool_opts(move |it| {
        let liveness = liveness.clone();
        let it = it.before_acquire(move |connection, metadata| {
            let is_in_doubt = liveness.is_in_doubt(&metadata);
            Box::pin(async move {
                if is_in_doubt {
                    connection.ping().await?;
                }
                Ok(true)
            })
        });
        // Of the pool, not of the options: it must run for each connection.
        it.after_connect(move |connection, _| {
            Box::pin(async move {
                for statement in SESSION {
                    sqlx::query(statement).execute(&mut *connection).await?;
                }
                if let Some(longest) = longest {
                    let statement = AssertSqlSafe(bounded_statements(longest));
                    sqlx::query(statement).execute(&mut *connection).await?;
                }
                Ok(())
            })
        })
    });
    options
}

/// Each server reads its own comment and skips the other's. MySQL bounds only what reads; there a write is bounded by its wait
/// for locks.
fn bounded_statements(longest: Duration) -> String {
    let seconds = longest.as_secs_f64();
    let milliseconds = longest.as_millis();
    format!(
        "SET SESSION innodb_lock_wait_timeout = 5 \
         /*M!100101 , max_statement_time = {seconds} */ /*!50708 , max_execution_time = {milliseconds} */"
    )
}
