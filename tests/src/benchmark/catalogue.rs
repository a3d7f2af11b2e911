//! Copying a large catalogue: how many things a second, and how much memory it takes.

use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, DbBackend, Statement};
use serde_json::json;
use tokio::time::sleep;
use url::Url;

use super::host;
use super::report::{Figure, Report, Target};
use crate::platform::catalogue::{Catalogue, Size};
use crate::platform::{AUDIENCE, BACKEND_APPLICATION, Platform};

/// The catalogue of a large platform.
const LARGE: Size = Size {
    organizations: 200,
    courses: 20_000,
    programs: 1_000,
    pathways: 100,
};

/// Tables of which a run keeps its own state.
const STATE: &[&str] = &["catalog_sync", "lease"];

/// Copies a large catalogue twice: into nothing, and over itself.
pub(super) async fn measure(platform: &Platform, report: &mut Report) -> anyhow::Result<()> {
    let small = platform.catalogue();
    platform.list(Catalogue::generate(1, LARGE, platform.origin()));
    let n_items = platform.catalogue().n_items();
    let folder = host::folder()?;
    let database = host::sqlite(&folder)?;
    host::migrate(&database).await?;
    let fast = Some(Target::AtLeast(1_000.0));
    let small_enough = Some(Target::AtMost(150.0));
    let mut add = |what: &str, (time, mebibytes): (Duration, f64), memory| {
        #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52 things")]
        let per_second = n_items as f64 / time.as_secs_f64();
        report.add(Figure::rate(
            format!("catalogue: things a second {what}, SQLite"),
            per_second,
            fast,
        ));
        report.add(Figure::memory(
            format!("catalogue: memory of that, {n_items} things"),
            mebibytes,
            memory,
        ));
    };
    add("into an empty copy", copy(platform, &database).await?, small_enough);
    let written = watch(&database).await?;
    add("over the same copy", copy(platform, &database).await?, small_enough);
    report.add(Figure::rows(
        "catalogue: rows written by the second copy, beside its own state".to_owned(),
        n_written(&written).await?,
        Some(Target::AtMost(0.0)),
    ));
    platform.list(small);
    Ok(())
}

/// Has SQLite note every row that is written from now on; those of a run's own state aside.
async fn watch(database: &Url) -> anyhow::Result<DatabaseConnection> {
    let connection = Database::connect(database.as_str()).await?;
    let tables = connection
        .query_all_raw(Statement::from_string(
            DbBackend::Sqlite,
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
        ))
        .await?;
    connection
        .execute_unprepared("CREATE TABLE benchmark_write (written TEXT NOT NULL)")
        .await?;
    for table in tables {
        let table: String = table.try_get_by_index(0)?;
        if STATE.contains(&table.as_str()) {
            continue;
        }
        for change in ["INSERT", "UPDATE", "DELETE"] {
            connection
                .execute_unprepared(&format!(
                    "CREATE TRIGGER \"benchmark_{table}_{change}\" AFTER {change} ON \"{table}\" \
                     BEGIN INSERT INTO benchmark_write VALUES ('{change} {table}'); END"
                ))
                .await?;
        }
    }
    Ok(connection)
}

/// How many rows were written since.
async fn n_written(connection: &DatabaseConnection) -> anyhow::Result<i64> {
    let count = Statement::from_string(DbBackend::Sqlite, "SELECT COUNT(*) FROM benchmark_write");
    let row = connection.query_one_raw(count).await?.context("a count is one row")?;
    Ok(row.try_get_by_index(0)?)
}

/// Runs `sync-catalog`; tells its time, and the most memory that it was seen to hold.
async fn copy(platform: &Platform, database: &Url) -> anyhow::Result<(Duration, f64)> {
    let issuer = json!({
        "issuer": platform.issuer(),
        "audience": AUDIENCE,
        "algorithms": ["RS512"],
        "jwks_url": platform.jwks_url(),
    });
    let started = Instant::now();
    let mut process = host::command()?
        .arg("sync-catalog")
        .env("CREDENTIALS_DATABASE_URL", database.as_str())
        .env("CREDENTIALS_JWT_ISSUERS", json!([issuer]).to_string())
        .env("CREDENTIALS_PLATFORM_URL", platform.origin())
        .env("CREDENTIALS_PLATFORM_CLIENT_ID", BACKEND_APPLICATION.client_id)
        .env("CREDENTIALS_PLATFORM_CLIENT_SECRET", BACKEND_APPLICATION.client_secret)
        .env("CREDENTIALS_CATALOG_URL", platform.catalogue_url())
        .env("CREDENTIALS_OUTBOUND_ALLOW_LOOPBACK", "true")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .context("start sync-catalog")?;
    let mut most = 0.0_f64;
    let status = loop {
        if let Some(status) = process.try_wait()? {
            break status;
        }
        if let Ok(mebibytes) = host::memory_of(&process) {
            most = most.max(mebibytes);
        }
        sleep(Duration::from_millis(20)).await;
    };
    let time = started.elapsed();
    let output = process.wait_with_output().await?;
    ensure!(
        status.success(),
        "sync-catalog fails: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok((time, most))
}
