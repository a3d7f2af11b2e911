//! SQLite: a file per test, copied from one that was migrated.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use migration::{Migrator, MigratorTrait as _};
use tempfile::TempDir;
use tokio::sync::OnceCell;
use url::Url;

use super::{Database, Engine, Place};

pub(super) async fn fresh() -> anyhow::Result<Database> {
    static MIGRATED: OnceCell<Arc<[u8]>> = OnceCell::const_new();
    let image = MIGRATED.get_or_try_init(migrated).await?;
    let folder = folder()?;
    std::fs::write(file(&folder), image).context("copy the migrated database")?;
    open(folder).await
}

pub(super) async fn empty() -> anyhow::Result<Database> {
    let folder = folder()?;
    std::fs::write(file(&folder), []).context("create an empty database")?;
    open(folder).await
}

/// The content of a migrated database file.
async fn migrated() -> anyhow::Result<Arc<[u8]>> {
    let Database {
        connection,
        _place: place,
        ..
    } = empty().await?;
    Migrator::up(&connection, None)
        .await
        .context("migrate the database to copy")?;
    connection.close().await?;
    let Place::Folder(folder) = &place else {
        anyhow::bail!("SQLite keeps its database in a folder")
    };
    Ok(std::fs::read(file(folder))
        .context("read the migrated database")?
        .into())
}

async fn open(folder: TempDir) -> anyhow::Result<Database> {
    let url = Url::parse(&format!("sqlite://{}", file(&folder).display())).context("address of the database file")?;
    Database::open(Engine::Sqlite, url, Place::Folder(folder)).await
}

/// In memory where the machine has such a folder: a commit waits for the disk, and tests commit a lot.
fn folder() -> anyhow::Result<TempDir> {
    let memory = Path::new("/dev/shm");
    let mut builder = tempfile::Builder::new();
    builder.prefix("credentials-test-");
    builder
        .tempdir_in(memory)
        .or_else(|_| builder.tempdir())
        .context("make a folder for the database")
}

fn file(folder: &TempDir) -> std::path::PathBuf {
    folder.path().join("credentials.sqlite")
}
