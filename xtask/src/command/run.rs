//! `cargo xtask run`: from a fresh clone to a running service with a believable institution in it.
//!
//! Everything it makes lies in `.run/`; the next run goes on with the same database unless `--reset` is given.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use clap::Args;
use serde_json::Value;

use crate::demo::{self, Addresses, Platform};
use crate::process::{Event, Service, Stream, Task};
use crate::{Session, app, port, progress};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Port of the service; the simulated platform and the metrics take free ones nearby.
    #[arg(long)]
    port: Option<u16>,
    /// Start with an empty database.
    #[arg(long)]
    reset: bool,
}

const PORT: u16 = 8150;
const PLATFORM_PORT: u16 = 8160;

pub(crate) fn run(session: &Session, options: &Options) -> Result<()> {
    let folder = session.workspace.root.join(".run");
    fs::create_dir_all(&folder).context("create .run")?;
    let _lock = lock(&folder)?;
    let mail_dir = folder.join("mail");

    progress::headline("Starting the credentials service");
    app::build(session)?;
    progress::step("building the server (the first time takes some minutes)", || {
        Task::cargo(&session.workspace)?
            .args(["build", "--package", "server", "--package", "tests", "--bins"])
            .run(&session.interrupt, &session.workspace.logs.join("build-server.log"))
    })?;
    if options.reset {
        remove_database(&folder)?;
        remove_mail(&mail_dir)?;
    }

    let addresses = addresses(options)?;
    let (_platform, about_platform) = start_platform(session, &folder, &addresses.platform)?;
    let config = folder.join("credentials.toml");
    let database = format!("sqlite://{}", folder.join("credentials.sqlite").display());
    demo::write_config(
        &config,
        &database,
        &addresses,
        &session.workspace.dist(),
        &mail_dir,
        &about_platform,
    )?;

    let seeded = fill_database(session, &folder, &config, &database)?;
    copy_catalogue(session, &folder, &config)?;
    let _server = start_server(session, &folder, &config)?;
    let summary = progress::step("awarding the first credentials", || {
        let token = demo::staff_token(&about_platform)?;
        let awarded = demo::award_all(&addresses.server, &token, &seeded)?;
        demo::summary(&addresses, &about_platform, &mail_dir, &token, &awarded, &seeded)
    })?;
    println!("{summary}");

    match session.interrupt.wait() {
        Event::Stop => println!("\n  stopping"),
        Event::Ended(name) => bail!("{name} ended by itself; see the logs in {}", folder.display()),
    }
    Ok(())
}

/// Makes sure that one folder is run by one command.
fn lock(folder: &Path) -> Result<File> {
    let file = File::create(folder.join("lock")).context("create .run/lock")?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            bail!("`cargo xtask run` is running in this folder already; stop it there with Ctrl-C first")
        }
        Err(TryLockError::Error(error)) => Err(error).context("lock .run/lock"),
    }
}

fn remove_database(folder: &Path) -> Result<()> {
    for name in ["credentials.sqlite", "credentials.sqlite-wal", "credentials.sqlite-shm"] {
        let file: PathBuf = folder.join(name);
        if file.exists() {
            fs::remove_file(&file).with_context(|| format!("remove {}", file.display()))?;
        }
    }
    Ok(())
}

/// What a database that is gone had sent.
fn remove_mail(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("remove {}", folder.display()))?;
    }
    Ok(())
}

/// Where everything will listen, all apart. A port that somebody asked for is kept or refused; otherwise a free one is taken.
fn addresses(options: &Options) -> Result<Addresses> {
    let port = match options.port {
        Some(port) if port::is_free(port) => port,
        Some(port) => bail!("port {port} on 127.0.0.1 is taken by another program; choose another with --port"),
        None => port::free_from(PORT)?,
    };
    if options.port.is_none() && port != PORT {
        progress::note(&format!("port {PORT} is taken, so this run uses {port}"));
    }
    let metrics = port::free_from(port.saturating_add(1))?;
    let platform = port::free_from(PLATFORM_PORT.max(metrics.saturating_add(1)))?;
    Ok(Addresses {
        server: format!("http://127.0.0.1:{port}"),
        metrics: format!("http://127.0.0.1:{metrics}"),
        platform: format!("127.0.0.1:{platform}"),
    })
}

fn start_platform(session: &Session, folder: &Path, listen: &str) -> Result<(Service, Platform)> {
    progress::step("starting the simulated learning platform", || {
        let program = session.workspace.built("debug", "simulated-platform");
        let task = Task::new(&session.workspace, program)?.args(["--listen", listen]);
        let log = folder.join("platform.log");
        let service = Service::start(
            "the platform",
            task,
            (Stream::Output, is_json),
            &log,
            &session.interrupt,
        )?;
        let about = Platform::read(&service.ready()?)?;
        Ok((service, about))
    })
}

fn fill_database(session: &Session, folder: &Path, config: &Path, database: &str) -> Result<Value> {
    let workspace = &session.workspace;
    progress::step("preparing the database", || {
        Task::new(workspace, workspace.built("debug", "credentials"))?
            .env("CREDENTIALS_CONFIG", config)
            .args(["migrate"])
            .run(&session.interrupt, &folder.join("migrate.log"))?;
        let seeded = Task::new(workspace, workspace.built("debug", "seed-demo"))?
            .args(["--database-url", database])
            .read()?;
        let last_line = seeded
            .lines()
            .rfind(|line| is_json(line))
            .context("seed-demo tells what it made")?;
        serde_json::from_str(last_line).context("read what seed-demo made")
    })
}

fn copy_catalogue(session: &Session, folder: &Path, config: &Path) -> Result<()> {
    let workspace = &session.workspace;
    progress::step("copying the catalogue of the simulated platform", || {
        Task::new(workspace, workspace.built("debug", "credentials"))?
            .env("CREDENTIALS_CONFIG", config)
            .args(["sync-catalog"])
            .run(&session.interrupt, &folder.join("sync-catalog.log"))
    })
}

fn start_server(session: &Session, folder: &Path, config: &Path) -> Result<Service> {
    progress::step("starting the server", || {
        let program = session.workspace.built("debug", "credentials");
        let task = Task::new(&session.workspace, program)?
            .env("CREDENTIALS_CONFIG", config)
            .args(["serve"]);
        let log = folder.join("server.log");
        Service::start("the server", task, (Stream::Output, is_json), &log, &session.interrupt)
    })
}

fn is_json(line: &str) -> bool {
    line.starts_with('{')
}
