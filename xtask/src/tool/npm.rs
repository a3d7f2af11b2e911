//! The npm packages of the test command and of the app's build, exactly as `tests/npm/package-lock.json` pins them.

use std::fs;

use anyhow::{Context as _, Result};

use crate::Session;
use crate::process::Task;
use crate::progress;
use crate::tool::apt;

/// Installs the packages unless the lock file is the one that was installed last.
pub(crate) fn ensure(session: &Session) -> Result<()> {
    apt::ensure(session, &[apt::NODE, apt::NPM])?;
    let folder = session.workspace.npm();
    let lock = fs::read(folder.join("package-lock.json")).context("read tests/npm/package-lock.json")?;
    let stamp = folder.join("node_modules/.installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    progress::step("installing the npm packages", || {
        Task::new(&session.workspace, "npm")?
            .args(["ci", "--loglevel=error"])
            .current_dir(&folder)
            .run(&session.interrupt, &session.workspace.logs.join("npm.log"))?;
        fs::write(&stamp, lock).context("remember what was installed")
    })
}
