//! The server as a process of its own, as in production.

use std::fs::File;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;
use url::Url;

use crate::app::PUBLIC_URL;
use crate::persona;
use crate::platform::{AUDIENCE, Platform};

/// A running server; killed when dropped.
pub(super) struct Host {
    address: SocketAddr,
    process: Child,
    _folder: TempDir,
}

impl Host {
    /// Starts a server on this database and waits until it is ready.
    pub(super) async fn start(database: &Url, platform: &Platform) -> anyhow::Result<Self> {
        Self::configured(database, platform, &[]).await
    }

    /// The same with further settings, by the names of their variables.
    pub(super) async fn configured(
        database: &Url,
        platform: &Platform,
        settings: &[(&str, &str)],
    ) -> anyhow::Result<Self> {
        let folder = folder()?;
        let log = folder.path().join("server.log");
        let issuer = json!({
            "issuer": platform.issuer(),
            "audience": AUDIENCE,
            "algorithms": ["RS512"],
            "jwks_url": platform.jwks_url(),
        });
        let service_usernames = json!([persona::LMS_WORKER.username]);
        let mut process = command()?
            .arg("serve")
            .env("CREDENTIALS_DATABASE_URL", database.as_str())
            .env("CREDENTIALS_LISTEN", "127.0.0.1:0")
            .env("CREDENTIALS_METRICS_LISTEN", "127.0.0.1:0")
            .env("CREDENTIALS_PUBLIC_URL", PUBLIC_URL)
            .env("CREDENTIALS_JWT_ISSUERS", json!([issuer]).to_string())
            .env("CREDENTIALS_JWT_SERVICE_USERNAMES", service_usernames.to_string())
            .envs(settings.iter().copied())
            .stdout(Stdio::piped())
            .stderr(File::create(&log)?)
            .spawn()
            .context("start the server")?;
        let stdout = process.stdout.take().context("the server has no standard output")?;
        let mut lines = BufReader::new(stdout).lines();
        let line = timeout(Duration::from_secs(30), lines.next_line()).await;
        let Ok(Ok(Some(line))) = line else {
            let log = std::fs::read_to_string(&log).unwrap_or_default();
            anyhow::bail!("the server does not start:\n{log}");
        };
        let line: Value = serde_json::from_str(&line)?;
        let address = line["listening"].as_str().and_then(|it| it.strip_prefix("http://"));
        let address = address.context("the server does not tell its address")?.parse()?;
        Ok(Self {
            address,
            process,
            _folder: folder,
        })
    }

    /// Where it listens.
    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The most memory that it ever held resident, in MiB.
    pub(super) fn memory(&self) -> anyhow::Result<f64> {
        memory_of(&self.process)
    }
}

/// The most memory that a process ever held resident, in MiB.
pub(super) fn memory_of(process: &Child) -> anyhow::Result<f64> {
    let id = process.id().context("the process has ended")?;
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).context("read the state of the process")?;
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"));
    let kibibytes = line.and_then(|it| it.trim().strip_suffix(" kB"));
    let kibibytes: f64 = kibibytes.context("the system does not tell the memory")?.parse()?;
    Ok(kibibytes / 1024.0)
}

/// A folder on the disk of the build folder.
pub(super) fn folder() -> anyhow::Result<TempDir> {
    tempfile::Builder::new()
        .prefix("credentials-benchmark-")
        .tempdir_in(binaries()?)
        .context("make a folder")
}

/// The address of an SQLite database in this folder.
pub(super) fn sqlite(folder: &TempDir) -> anyhow::Result<Url> {
    let file = folder.path().join("credentials.sqlite");
    Url::parse(&format!("sqlite://{}", file.display())).context("address of the database file")
}

/// Migrates a database as an operator would.
pub(super) async fn migrate(database: &Url) -> anyhow::Result<()> {
    let output = command()?
        .arg("migrate")
        .env("CREDENTIALS_DATABASE_URL", database.as_str())
        .output()
        .await
        .context("run the migrations")?;
    ensure!(
        output.status.success(),
        "the migrations fail: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(())
}

/// The program, without any settings of the caller.
pub(super) fn command() -> anyhow::Result<Command> {
    let program = binaries()?.join("credentials");
    ensure!(
        program.exists(),
        "{} is missing; `cargo xtask bench` builds it",
        program.display()
    );
    let mut command = Command::new(program);
    command.env_clear().kill_on_drop(true);
    Ok(command)
}

/// Where this program and the server's are.
fn binaries() -> anyhow::Result<PathBuf> {
    let this = std::env::current_exe().context("find this program")?;
    this.parent()
        .map(Path::to_path_buf)
        .context("find this program's folder")
}
