//! The app's three programs: built by Trunk into `dist/` and folders below it and compressed, rebuilt only when one of their sources
//! changed, and measured each for itself.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context as _, Result, bail};

use crate::Session;
use crate::process::Task;
use crate::progress;
use crate::tool::{npm, rust};
use crate::workspace::Workspace;

/// What a visitor may have to download, in bytes of brotli.
const MAX_DOWNLOAD: u64 = 350_000;
/// The programs beside the visitors', in the order in which they are built, and what each may have people download beside letters and
/// pictures, which are the visitors' program's.
const OTHERS: [(&str, u64); 2] = [("learner", 450_000), ("console", 1_100_000)];

/// Builds the app for release, unless the built one is newer than all that it is made of.
pub(crate) fn build(session: &Session) -> Result<()> {
    let workspace = &session.workspace;
    // As old as the one that is built last, all are.
    let [.., (last, _)] = OTHERS;
    let built = fs::metadata(workspace.other_dist(last).join("index.html"))
        .and_then(|it| it.modified())
        .ok();
    if built.is_some_and(|built| newest_source(&workspace.root).is_ok_and(|source| source < built)) {
        return Ok(());
    }
    rust::ensure_wasm_target(session)?;
    rust::ensure_trunk(session)?;
    npm::ensure(session)?;
    progress::step("building the app (the first time takes some minutes)", || {
        // All at once, so that each core has a program to compile; Trunk then finds them done.
        Task::cargo(workspace)?
            .args(["build", "--package", "web", "--bins"])
            .args(["--target", rust::WASM, "--profile", "wasm-release"])
            .run(&session.interrupt, &workspace.logs.join("app.log"))?;
        trunk(workspace)?.run(&session.interrupt, &workspace.logs.join("trunk.log"))?;
        for (program, _) in OTHERS {
            trunk(workspace)?
                .args([
                    "--public-url",
                    &format!("/{program}/"),
                    "--html-output",
                    "index.html",
                    "--dist",
                ])
                .args([
                    workspace.other_dist(program),
                    workspace.root.join(format!("web/{program}.html")),
                ])
                .run(&session.interrupt, &workspace.logs.join(format!("trunk-{program}.log")))?;
        }
        Task::new(workspace, "node")?
            .args([workspace.npm().join("compress.mjs"), workspace.dist()])
            .run(&session.interrupt, &workspace.logs.join("compress.log"))
    })
}

fn trunk(workspace: &Workspace) -> Result<Task> {
    let task = Task::new(workspace, "trunk")?;
    // Trunk reads this one as its own option and stumbles over any value but `true` and `false`.
    Ok(task.env_remove("NO_COLOR").args(["build", "--release"]))
}

/// Fails when a program has become too large to download; says how large they are.
pub(crate) fn check_size(session: &Session) -> Result<()> {
    let workspace = &session.workspace;
    npm::ensure(session)?;
    let mut folders = vec![workspace.dist()];
    folders.extend(OTHERS.map(|(program, _)| workspace.other_dist(program)));
    measure(session, "visitors' program", &folders, MAX_DOWNLOAD)?;
    for (program, limit) in OTHERS {
        measure(session, program, &[workspace.other_dist(program)], limit)?;
    }
    Ok(())
}

/// Measures the first folder without the others.
fn measure(session: &Session, what: &str, folders: &[PathBuf], limit: u64) -> Result<()> {
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
