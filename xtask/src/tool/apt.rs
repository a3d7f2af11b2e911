//! Programs from Debian's packages; installed by us as root, or with sudo where that needs no password.

use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Result, bail};

use crate::Session;
use crate::process::Task;
use crate::progress;

/// A program and the package that brings it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Program {
    name: &'static str,
    package: &'static str,
}

/// Runs the npm packages.
pub(crate) const NODE: Program = Program {
    name: "node",
    package: "nodejs",
};
/// Installs them.
pub(crate) const NPM: Program = Program {
    name: "npm",
    package: "npm",
};
/// The database server; this package starts no service of its own.
pub(crate) const MARIADB: Program = Program {
    name: "mariadbd",
    package: "mariadb-server-core",
};
/// Reads the options of its set-up script.
pub(crate) const MARIADB_DEFAULTS: Program = Program {
    name: "my_print_defaults",
    package: "mariadb-client-core",
};
/// Reads the text of printed files, in the tests.
pub(crate) const PDFTOTEXT: Program = Program {
    name: "pdftotext",
    package: "poppler-utils",
};
/// The browser of the tests.
pub(crate) const CHROMIUM: Program = Program {
    name: "chromium",
    package: "chromium",
};
/// Drives it.
pub(crate) const CHROMEDRIVER: Program = Program {
    name: "chromedriver",
    package: "chromium-driver",
};

/// Makes the programs present.
pub(crate) fn ensure(session: &Session, programs: &[Program]) -> Result<()> {
    let missing = missing(session, programs)?;
    if missing.is_empty() {
        return Ok(());
    }
    let packages = missing.join(" ");
    let by_hand = format!("sudo apt-get install --no-install-recommends {packages}");
    let Some(prefix) = root_prefix() else {
        bail!("these packages are missing and installing them needs root; run this once:\n\n    {by_hand}\n");
    };
    progress::step(&format!("installing {packages} (apt-get)"), || {
        update(session, prefix)?;
        let options = [
            "install",
            "--yes",
            "--no-install-recommends",
            "-o",
            "DPkg::Lock::Timeout=600",
        ];
        apt_get(session, prefix)?
            .args(options)
            .args(&missing)
            .run(&session.interrupt, &session.workspace.logs.join("apt-install.log"))
    })?;
    let still_missing = self::missing(session, programs)?;
    if !still_missing.is_empty() {
        bail!(
            "apt-get was content, but {} brought no program; try:\n\n    {by_hand}\n",
            still_missing.join(" ")
        );
    }
    Ok(())
}

fn missing(session: &Session, programs: &[Program]) -> Result<Vec<&'static str>> {
    let path = session.workspace.path()?;
    let is_present = |it: &Program| std::env::split_paths(&path).any(|folder| folder.join(it.name).is_file());
    Ok(programs
        .iter()
        .filter(|it| !is_present(it))
        .map(|it| it.package)
        .collect())
}

/// Fetches the package lists. Unlike an installation this does not wait for another apt, so we do.
#[expect(
    clippy::disallowed_methods,
    reason = "another apt holds the lock of the lists and nothing tells when it is done"
)]
fn update(session: &Session, prefix: &[&str]) -> Result<()> {
    const TRIES: u32 = 6;
    let log = session.workspace.logs.join("apt-update.log");
    let mut tried = 1;
    loop {
        match apt_get(session, prefix)?.args(["update"]).run(&session.interrupt, &log) {
            Ok(()) => return Ok(()),
            Err(error) if tried == TRIES => return Err(error),
            Err(_) => {
                session.interrupt.check()?;
                thread::sleep(Duration::from_secs(10));
                tried += 1;
            }
        }
    }
}

fn apt_get(session: &Session, prefix: &[&str]) -> Result<Task> {
    let words: Vec<&str> = prefix
        .iter()
        .copied()
        .chain(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"])
        .collect();
    Ok(Task::new(&session.workspace, words[0])?.args(&words[1..]))
}

/// What to write before a command that needs root; `None` when we may not run such a command.
fn root_prefix() -> Option<&'static [&'static str]> {
    if rustix::process::geteuid().is_root() {
        return Some(&[]);
    }
    let mut sudo = Command::new("sudo");
    let is_allowed = sudo
        .args(["--non-interactive", "true"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    is_allowed
        .is_ok_and(|status| status.success())
        .then_some(&["sudo", "--non-interactive"])
}
