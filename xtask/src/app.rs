//! The app and the console: built by Trunk into `dist/` and `dist/console/` and compressed, rebuilt only when one of their sources
//! changed, and measured each for itself.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use anyhow::{Context as _, Result, bail};

use crate::Session;
use crate::process::Task;
use crate::progress;
use crate::tool::{npm, rust};

/// What a visitor may have to download, in bytes of brotli.
const MAX_DOWNLOAD: u64 = 350_000;
/// What staff may have to download for the console beside the app's letters and pictures.
const MAX_CONSOLE_DOWNLOAD: u64 = 450_000;

/// Builds the app for release, unless the built one is newer than all that it is made of.
pub(crate) fn build(session: &Session) -> Result<()> {
    let workspace = &session.workspace;
    // The console is built last: as old as it is, all is.
    let built = fs::metadata(workspace.console_dist().join("index.html"))
        .and_then(|it| it.modified())
        .ok();
    if built.is_some_and(|built| newest_source(&workspace.root).is_ok_and(|source| source < built)) {
        return Ok(());
    }
    rust::ensure_wasm_target(session)?;
    rust::ensure_trunk(session)?;
    npm::ensure(session)?;
    progress::step("building the app (the first time takes some minutes)", || {
        Task::new(workspace, "trunk")?
            // Trunk reads this one as its own option and stumbles over any value but `true` and `false`.
            .env_remove("NO_COLOR")
            .args(["build", "--release"])
            .run(&session.interrupt, &workspace.logs.join("trunk.log"))?;
        Task::new(workspace, "trunk")?
            .env_remove("NO_COLOR")
            .args([
                "build",
                "--release",
                "--public-url",
                "/console/",
                "--html-output",
                "index.html",
                "--dist",
            ])
            .args([workspace.console_dist(), workspace.root.join("web/console.html")])
            .run(&session.interrupt, &workspace.logs.join("trunk-console.log"))?;
        Task::new(workspace, "node")?
            .args([workspace.npm().join("compress.mjs"), workspace.dist()])
            .run(&session.interrupt, &workspace.logs.join("compress.log"))
    })
}

/// Fails when the app or the console has become too large to download; says how large they are.
pub(crate) fn check_size(session: &Session) -> Result<()> {
    let (app, console) = (session.workspace.dist(), session.workspace.console_dist());
    npm::ensure(session)?;
    measure(session, "app", &[&app, &console], MAX_DOWNLOAD)?;
    measure(session, "console", &[&console], MAX_CONSOLE_DOWNLOAD)
}

/// Measures the first folder without the others.
fn measure(session: &Session, what: &str, folders: &[&Path], limit: u64) -> Result<()> {
    if folders.iter().any(|it| !it.exists()) {
        bail!("there is no built {what} to measure");
    }
    progress::step(&format!("measuring the {what}"), || {
        let script = session.workspace.npm().join("size.mjs");
        let answer = Task::new(&session.workspace, "node")?
            .args([script])
            .args(folders)
            .read()?;
        let answer: serde_json::Value = serde_json::from_str(&answer).context("size.mjs answers JSON")?;
        let total = answer["total"].as_u64().context("size.mjs answers a total")?;
        print!("{} kB to download, ", total / 1000);
        if total <= limit {
            return Ok(());
        }
        bail!(
            "the {what} is {total} bytes of brotli, more than the {limit} allowed:\n{:#}",
            answer["files"]
        );
    })
}

/// When the youngest file that the app is made of was changed.
fn newest_source(root: &Path) -> Result<SystemTime> {
    let mut newest = SystemTime::UNIX_EPOCH;
    let mut waiting: Vec<_> = ["web", "schema.graphql", "Trunk.toml", "Cargo.toml", "Cargo.lock"]
        .iter()
        .map(|it| root.join(it))
        .collect();
    while let Some(path) = waiting.pop() {
        let about = fs::metadata(&path).with_context(|| format!("look at {}", path.display()))?;
        if about.is_dir() {
            for entry in fs::read_dir(&path).with_context(|| format!("list {}", path.display()))? {
                waiting.push(entry?.path());
            }
        } else {
            newest = newest.max(about.modified()?);
        }
    }
    Ok(newest)
}
