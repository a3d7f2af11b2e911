//! A database of one's own for every test, on either engine, migrated and gone when dropped.
//!
//! Migrating is paid once per process: the result is captured and replayed ([`sqlite`](self) copies a file, MySQL
//! and MariaDB get the captured statements in one round trip).

mod cutter;
mod mysql;
mod sqlite;
#[cfg(test)]
mod tests;

use sea_orm::{ConnectOptions, DatabaseConnection};
use tempfile::TempDir;
use url::Url;

pub use self::cutter::Cutter;

/// Which database engine a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Engine {
    /// The embedded default.
    Sqlite,
    /// MySQL or MariaDB: the server named by `CREDENTIALS_TEST_MYSQL_URL`.
    MySql,
}

impl Engine {
    /// Both engines.
    pub const ALL: [Self; 2] = [Self::Sqlite, Self::MySql];
}

/// A database of one's own; gone when dropped.
#[derive(Debug)]
pub struct Database {
    engine: Engine,
    url: Url,
    connection: DatabaseConnection,
    _place: Place,
}

/// What is to be removed in the end.
#[derive(Debug)]
enum Place {
    Folder(TempDir),
    Schema(#[expect(dead_code, reason = "drops the schema when dropped")] mysql::Schema),
}

impl Database {
    /// A migrated database without any rows but those that migrations write.
    pub async fn fresh(engine: Engine) -> anyhow::Result<Self> {
        // Boxed: futures of migrations are too deep for the compiler inside those of every test.
        match engine {
            Engine::Sqlite => Box::pin(sqlite::fresh()).await,
            Engine::MySql => Box::pin(mysql::fresh()).await,
        }
    }

    /// A database without any tables, for tests of the migrations themselves.
    pub async fn empty(engine: Engine) -> anyhow::Result<Self> {
        match engine {
            Engine::Sqlite => sqlite::empty().await,
            Engine::MySql => mysql::empty().await,
        }
    }

    /// A migrated database on a MariaDB server whose defaults suit nobody: no strict SQL, another time zone, serialized transactions,
    /// Latin-1, and tables that lose what was committed. Tests may change its global settings, one test at a time.
    pub async fn careless() -> anyhow::Result<Self> {
        Box::pin(mysql::careless()).await
    }

    /// A database that exists, in a folder that goes with it.
    pub(crate) async fn at(engine: Engine, url: Url, folder: TempDir) -> anyhow::Result<Self> {
        Self::open(engine, url, Place::Folder(folder)).await
    }

    /// Which engine it is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Its address as the server's setting `database_url` wants it.
    #[must_use]
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// The test's own connection, beside those of the server.
    #[must_use]
    pub fn connection(&self) -> &DatabaseConnection {
        &self.connection
    }

    async fn open(engine: Engine, url: Url, place: Place) -> anyhow::Result<Self> {
        let connection = sea_orm::Database::connect(options(&url)).await?;
        Ok(Self {
            engine,
            url,
            connection,
            _place: place,
        })
    }
}

fn options(url: &Url) -> ConnectOptions {
    let mut options = ConnectOptions::new(url.as_str());
    options.max_connections(2).sqlx_logging(false);
    options
}
