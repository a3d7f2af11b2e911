//! The app: built by Trunk into `dist/` and compressed, rebuilt only when one of its sources changed, and measured.

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

/// Builds the app for release, unless the built one is newer than all that it is made of.
pub(crate) fn build(session: &Session) -> Result<()> {
    let workspace = &session.workspace;
    let built = fs::metadata(workspace.dist().join("index.html"))
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
        Task::new(workspace, "node")?
            .args([workspace.npm().join("compress.mjs"), workspace.dist()])
            .run(&session.interrupt, &workspace.logs.join("compress.log"))
    })
}

/// Fails when the app has become too large to download; says how large it is.
pub(crate) fn check_size(session: &Session) -> Result<()> {
    if !session.workspace.dist().exists() {
        bail!("there is no built app to measure");
    }
    npm::ensure(session)?;
    progress::step("measuring the app", || {
        let script = session.workspace.npm().join("size.mjs");
        let answer = Task::new(&session.workspace, "node")?
            .args([script, session.workspace.dist()])
            .read()?;
        let answer: serde_json::Value = serde_json::from_str(&answer).context("size.mjs answers JSON")?;
        let total = answer["total"].as_u64().context("size.mjs answers a total")?;
        print!("{} kB to download, ", total / 1000);
        if total <= MAX_DOWNLOAD {
            return Ok(());
        }
        bail!(
            "the app is {total} bytes of brotli, more than the {MAX_DOWNLOAD} allowed:\n{:#}",
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
