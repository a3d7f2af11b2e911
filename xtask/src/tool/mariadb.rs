//! A private MariaDB server: a fresh data folder, the loopback address, a free port; gone with the command that started it.
//!
//! It commits as durably as a production server, because the product refuses to call itself ready on one that does not.
//! For tests its folder is in memory where there is room, which makes that cheap.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use tempfile::TempDir;

use crate::Session;
use crate::port;
use crate::process::{Service, Stream, Task};
use crate::progress;
use crate::tool::apt;

/// Where the data folder lies.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Storage {
    /// In memory, if there is room.
    Fast,
    /// On the disk of the build folder, for honest measurements.
    Disk,
}

/// What the server's defaults are like.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Defaults {
    /// As the service wants them.
    Careful,
    /// As nobody wants them: what a session does not set for itself goes wrong.
    Careless,
}

const PREFIX: &str = "credentials-mariadb-";
const LOCK: &str = "lock";

/// A running server; dropping it stops it and removes its data.
#[derive(Debug)]
pub(crate) struct MariaDb {
    port: u16,
    // Fields are dropped in this order: first the server ends, then its files go.
    _service: Service,
    _folder: TempDir,
    _lock: File,
}

impl MariaDb {
    /// Installs the server if need be, and starts one.
    pub(crate) fn start(session: &Session, storage: Storage, defaults: Defaults) -> Result<Self> {
        apt::ensure(session, &[apt::MARIADB, apt::MARIADB_DEFAULTS])?;
        let what = match defaults {
            Defaults::Careful => "starting a private MariaDB",
            Defaults::Careless => "starting a careless MariaDB",
        };
        progress::step(what, || {
            let place = place(session, storage);
            remove_leftovers(&place);
            let folder = tempfile::Builder::new()
                .prefix(PREFIX)
                .tempdir_in(place)
                .context("create the data folder")?;
            let lock = File::create(folder.path().join(LOCK)).context("create the lock of the data folder")?;
            lock.lock().context("lock the data folder")?;
            initialize(session, folder.path())?;
            let port = port::free_from(23_306)?;
            let service = serve(session, folder.path(), port, storage, defaults)?;
            Ok(Self {
                port,
                _service: service,
                _folder: folder,
                _lock: lock,
            })
        })
    }

    /// The address of the server, without a database.
    pub(crate) fn url(&self) -> String {
        format!("mysql://root@127.0.0.1:{}", self.port)
    }
}

fn place(session: &Session, storage: Storage) -> PathBuf {
    const ROOM: u64 = 3 << 30;
    let memory = Path::new("/dev/shm");
    let has_room = || rustix::fs::statvfs(memory).is_ok_and(|it| it.f_bavail.saturating_mul(it.f_frsize) >= ROOM);
    match storage {
        Storage::Fast if has_room() => memory.to_path_buf(),
        Storage::Fast => std::env::temp_dir(),
        Storage::Disk => session.workspace.target.clone(),
    }
}

/// Removes the folders of servers whose command was killed: nobody holds their lock any more.
fn remove_leftovers(place: &Path) {
    let Ok(entries) = fs::read_dir(place) else { return };
    let ours = entries
        .flatten()
        .filter(|it| it.file_name().to_string_lossy().starts_with(PREFIX));
    for folder in ours.map(|it| it.path()) {
        if File::open(folder.join(LOCK)).is_ok_and(|lock| lock.try_lock().is_ok()) {
            // What cannot be removed only takes room.
            let _removed = fs::remove_dir_all(folder);
        }
    }
}

fn initialize(session: &Session, folder: &Path) -> Result<()> {
    let log = session.workspace.logs.join("mariadb-install.log");
    let mut task = Task::new(&session.workspace, "mariadb-install-db")?
        .args([
            "--no-defaults",
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
        ])
        .args([format!("--datadir={}", data(folder).display())]);
    if rustix::process::geteuid().is_root() {
        task = task.args(["--user=root"]);
    }
    task.run(&session.interrupt, &log)
}

fn serve(session: &Session, folder: &Path, port: u16, storage: Storage, defaults: Defaults) -> Result<Service> {
    // The set-up made accounts for this machine's names; tests come from the loopback address.
    let accounts = folder.join("accounts.sql");
    let statements = "CREATE USER IF NOT EXISTS root@'127.0.0.1';\n\
                      GRANT ALL PRIVILEGES ON *.* TO root@'127.0.0.1' WITH GRANT OPTION;\n";
    fs::write(&accounts, statements).context("write the accounts")?;
    let pool = match (storage, defaults) {
        (_, Defaults::Careless) => "32M",
        (Storage::Fast, _) => "256M",
        (Storage::Disk, _) => "1G",
    };
    let (settings, log): (&[&str], _) = match defaults {
        Defaults::Careful => (
            &[
                "--innodb-flush-log-at-trx-commit=1",
                "--character-set-server=utf8mb4",
                "--collation-server=utf8mb4_general_ci",
            ],
            "mariadb.log",
        ),
        Defaults::Careless => (
            &[
                "--sql-mode=",
                "--default-time-zone=+05:45",
                "--transaction-isolation=SERIALIZABLE",
                "--character-set-server=latin1",
                "--default-storage-engine=Aria",
            ],
            "mariadb-careless.log",
        ),
    };
    let mut task = Task::new(&session.workspace, "mariadbd")?
        .args([
            "--no-defaults",
            "--skip-name-resolve",
            "--skip-log-bin",
            "--bind-address=127.0.0.1",
        ])
        .args(["--innodb-doublewrite=1", "--max-connections=1000"])
        .args(settings)
        .args([
            format!("--innodb-buffer-pool-size={pool}"),
            format!("--datadir={}", data(folder).display()),
            format!("--init-file={}", accounts.display()),
            format!("--pid-file={}", folder.join("mariadb.pid").display()),
            format!("--port={port}"),
            format!("--socket={}", folder.join("mariadb.sock").display()),
        ]);
    if rustix::process::geteuid().is_root() {
        task = task.args(["--user=root"]);
    }
    let is_ready = |line: &str| line.contains("ready for connections");
    let log = session.workspace.logs.join(log);
    Service::start("MariaDB", task, (Stream::Error, is_ready), &log, &session.interrupt)
}

fn data(folder: &Path) -> PathBuf {
    folder.join("data")
}
