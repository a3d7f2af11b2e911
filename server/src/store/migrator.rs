//! Bringing the database to the schema of this version, by one process at a time.
//!
//! Several may be told to at once, as when replicas start together. Who migrates is a row with a lease, and not a lock of the
//! database: named locks hold on one node of a cluster only, and end with a connection.

use std::time::Duration;

use anyhow::Context as _;
use migration::MigratorTrait as _;
use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbBackend, DbErr, Statement};
use tokio::time::sleep;

use super::{Database, Failure, classify};

/// How long a process that died keeps others waiting.
const LEASE: Duration = Duration::from_secs(30);
/// How often a process that lives renews its lease.
const RENEWAL: Duration = Duration::from_secs(5);
/// Pause between two looks at another's lease.
const PAUSE: Duration = Duration::from_millis(200);
/// How every table is kept on MySQL and MariaDB, whatever the server's defaults.
const MYSQL_TABLE: &str = "CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, ENGINE=InnoDB";

impl Database {
    /// Applies missing migrations; waits while another process does.
    pub async fn migrate(&self) -> anyhow::Result<()> {
        let lease = Lease::claim(&self.write).await.context("wait for other migrators")?;
        let result = tokio::select! {
            result = self.apply() => result.context("apply migrations"),
            Err(error) = lease.keep() => Err(error).context("keep other migrators away"),
        };
        // Without it the next migrator waits until the lease has run out.
        if let Err(error) = lease.release().await {
            tracing::warn!(%error, "cannot tell other migrators that this one has ended");
        }
        result
    }

    async fn apply(&self) -> Result<(), DbErr> {
        migration::Migrator::install(&self.write).await?;
        if self.backend() != DbBackend::Sqlite {
            // The library makes its own table by the server's defaults.
            self.write
                .execute_unprepared(&format!("ALTER TABLE seaql_migrations CONVERT TO {MYSQL_TABLE}"))
                .await?;
        }
        migration::Migrator::up(&self.write, None).await
    }
}

/// The right to migrate, for some seconds at a time.
struct Lease<'a> {
    connection: &'a DatabaseConnection,
    owner: String,
}

impl<'a> Lease<'a> {
    async fn claim(connection: &'a DatabaseConnection) -> Result<Self, DbErr> {
        let lease = Self {
            connection,
            owner: crate::id::random().to_string(),
        };
        loop {
            match lease.try_to_claim().await {
                Ok(true) => return Ok(lease),
                Ok(false) => {}
                Err(error) if classify(&error) == Failure::Lost => {}
                Err(error) => return Err(error),
            }
            sleep(PAUSE).await;
        }
    }

    async fn try_to_claim(&self) -> Result<bool, DbErr> {
        let create = format!(
            "CREATE TABLE IF NOT EXISTS migration_lease \
             (id INTEGER NOT NULL PRIMARY KEY, owner CHAR(36) NOT NULL, lease_until BIGINT NOT NULL) {}",
            self.table_options()
        );
        self.run(&create, []).await?;
        if self.renew().await? {
            return Ok(true);
        }
        // Nobody has migrated before, or somebody does now: then the row exists.
        let insert = format!(
            "INSERT INTO migration_lease (id, owner, lease_until) VALUES (1, ?, {} + {})",
            self.now(),
            LEASE.as_secs()
        );
        self.run(&insert, [&self.owner]).await.map(|n_rows| n_rows == 1)
    }

    /// Renews the lease, or takes one over that has run out; tells whether it could.
    async fn renew(&self) -> Result<bool, DbErr> {
        let (now, seconds) = (self.now(), LEASE.as_secs());
        let update = format!(
            "UPDATE migration_lease SET owner = ?, lease_until = {now} + {seconds} \
             WHERE id = 1 AND (owner = ? OR lease_until < {now})"
        );
        Ok(self.run(&update, [&self.owner, &self.owner]).await? == 1)
    }

    /// Renews the lease for ever; ends when it is another's.
    async fn keep(&self) -> Result<std::convert::Infallible, anyhow::Error> {
        loop {
            sleep(RENEWAL).await;
            match self.renew().await {
                Ok(true) => {}
                Ok(false) => anyhow::bail!("another process took over, because this one was silent for too long"),
                // It is tried again long before the lease has run out.
                Err(error) => tracing::warn!(%error, "cannot renew the right to migrate"),
            }
        }
    }

    async fn release(&self) -> Result<(), DbErr> {
        let update = "UPDATE migration_lease SET lease_until = 0 WHERE id = 1 AND owner = ?";
        self.run(update, [&self.owner]).await.map(drop)
    }

    /// Runs a statement; tells how many rows it wrote.
    async fn run<const N: usize>(&self, sql: &str, values: [&str; N]) -> Result<u64, DbErr> {
        let backend = self.connection.get_database_backend();
        let statement = Statement::from_sql_and_values(backend, sql, values.map(Into::into));
        Ok(self.connection.execute_raw(statement).await?.rows_affected())
    }

    /// How its table is kept.
    fn table_options(&self) -> &'static str {
        match self.connection.get_database_backend() {
            DbBackend::Sqlite => "",
            _ => MYSQL_TABLE,
        }
    }

    /// The database's own time, which is one for all, in seconds.
    fn now(&self) -> &'static str {
        match self.connection.get_database_backend() {
            DbBackend::Sqlite => "CAST(strftime('%s', 'now') AS INTEGER)",
            _ => "UNIX_TIMESTAMP()",
        }
    }
}
