//! A bare connection to the database: the driver alone, with the session settings of the server.

use sea_orm::sqlx::pool::PoolConnection;
use sea_orm::sqlx::{AssertSqlSafe, Executor as _, MySql, Sqlite, query_with};
use sea_orm::{DbBackend, Statement, Values};
use sea_query_sqlx::SqlxValues;
use server::store;
use url::Url;

/// A connection kept for oneself.
pub(super) enum Writer {
    MySql(PoolConnection<MySql>),
    Sqlite(PoolConnection<Sqlite>),
}

impl Writer {
    /// Connects as the server does; several times, except to SQLite, which has one writer at a time.
    pub(super) async fn connect_all(url: &Url, n_connections: u32) -> anyhow::Result<Vec<Self>> {
        let pool = store::Database::connect(url, None).await?;
        Ok(match pool.backend() {
            DbBackend::MySql => {
                let mut writers = Vec::new();
                for _ in 0..n_connections {
                    writers.push(Self::MySql(
                        pool.read.driver().get_mysql_connection_pool().acquire().await?,
                    ));
                }
                writers
            }
            _ => vec![Self::Sqlite(
                pool.read.driver().get_sqlite_connection_pool().acquire().await?,
            )],
        })
    }

    /// Runs each statement as a transaction of its own.
    pub(super) async fn write_each(&mut self, statements: [Statement; 5]) -> anyhow::Result<()> {
        for statement in statements {
            self.write(statement).await?;
        }
        Ok(())
    }

    /// Runs all statements in one transaction.
    pub(super) async fn write_together(&mut self, statements: [Statement; 5]) -> anyhow::Result<()> {
        match self {
            Self::MySql(connection) => connection.execute("BEGIN").await.map(drop)?,
            Self::Sqlite(connection) => connection.execute("BEGIN IMMEDIATE").await.map(drop)?,
        }
        self.write_each(statements).await?;
        match self {
            Self::MySql(connection) => connection.execute("COMMIT").await.map(drop)?,
            Self::Sqlite(connection) => connection.execute("COMMIT").await.map(drop)?,
        }
        Ok(())
    }

    async fn write(&mut self, Statement { sql, values, .. }: Statement) -> anyhow::Result<()> {
        let values = SqlxValues(values.unwrap_or(Values(Vec::new())));
        // The text of a statement of our own, and values apart from it.
        match self {
            Self::MySql(connection) => query_with(AssertSqlSafe(sql), values)
                .execute(&mut **connection)
                .await
                .map(drop)?,
            Self::Sqlite(connection) => query_with(AssertSqlSafe(sql), values)
                .execute(&mut **connection)
                .await
                .map(drop)?,
        }
        Ok(())
    }
}
