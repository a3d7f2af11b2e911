//! The wasm target of the compiler, and programs from crates.io, built once per machine into the shared cache.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};

use crate::Session;
use crate::process::Task;
use crate::progress;

/// The target that the app is built for.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Trunk's newest version that our compiler builds.
const TRUNK: &str = "0.21.14";

/// A program that `cargo install` brings.
#[derive(Debug)]
struct Program<'a> {
    name: &'a str,
    krate: &'a str,
    version: &'a str,
    /// Shown while a person waits.
    patience: &'a str,
    options: &'a [&'a str],
}

/// Makes the compiler able to build the app.
pub(crate) fn ensure_wasm_target(session: &Session) -> Result<()> {
    let asked = ["--print", "target-libdir", "--target", WASM];
    let libraries = Task::new(&session.workspace, "rustc")?.args(asked).read()?;
    if fs::read_dir(libraries.trim()).is_ok_and(|mut files| files.next().is_some()) {
        return Ok(());
    }
    progress::step("adding the wasm target to the compiler (rustup)", || {
        Task::new(&session.workspace, "rustup")
            .context("the compiler lacks the wasm target; add it the way that the compiler was installed")?
            .args(["target", "add", WASM])
            .run(&session.interrupt, &session.workspace.logs.join("rustup.log"))
    })
}

/// Makes Trunk and its matching wasm-bindgen present.
pub(crate) fn ensure_trunk(session: &Session) -> Result<()> {
    ensure(
        session,
        &Program {
            name: "trunk",
            krate: "trunk",
            version: TRUNK,
            patience: "once per machine, some minutes",
            // Every tool that it needs is on PATH, so it never downloads one and needs no TLS.
            options: &["--no-default-features"],
        },
    )?;
    let version = session.workspace.locked_version("wasm-bindgen")?;
    ensure(
        session,
        &Program {
            name: "wasm-bindgen",
            krate: "wasm-bindgen-cli",
            version: &version,
            patience: "once per machine, a minute or two",
            options: &[],
        },
    )
}

fn ensure(session: &Session, program: &Program<'_>) -> Result<()> {
    let workspace = &session.workspace;
    let installed = Task::new(workspace, program.name).and_then(|task| task.args(["--version"]).read());
    if installed.is_ok_and(|answer| names_version(&answer, program.version)) {
        return Ok(());
    }
    let title = format!("building {} {} ({})", program.name, program.version, program.patience);
    progress::step(&title, || {
        let log = workspace.logs.join(format!("install-{}.log", program.name));
        let locked = install(session, program)?
            .args(["--locked"])
            .run(&session.interrupt, &log);
        if locked.is_err() {
            session.interrupt.check()?;
            // Its lock file may name a version that was withdrawn since; newer compatible ones serve as well.
            install(session, program)?.run(&session.interrupt, &log)?;
        }
        // A finished program needs no build folder; one that was interrupted goes on from it.
        fs::remove_dir_all(build_folder(session, program)).context("remove the build folder")
    })
}

/// `cargo install` into the cache. A tool that runs for seconds is not worth minutes of optimization.
fn install(session: &Session, program: &Program<'_>) -> Result<Task> {
    let workspace = &session.workspace;
    Ok(Task::cargo(workspace)?
        .current_dir(&std::env::temp_dir())
        .env("CARGO_TARGET_DIR", build_folder(session, program))
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "false")
        .args(["install", "--force", program.krate, "--version", program.version])
        .args(program.options)
        .args([std::ffi::OsStr::new("--root"), workspace.tools.as_os_str()]))
}

fn build_folder(session: &Session, program: &Program<'_>) -> PathBuf {
    session.workspace.tools.join("build").join(program.name)
}

/// Whether the answer to `--version`, such as `trunk 0.21.14`, names the version.
fn names_version(answer: &str, version: &str) -> bool {
    answer.split_whitespace().nth(1) == Some(version)
}

#[cfg(test)]
mod tests {
    use super::names_version;

    #[test]
    fn only_the_whole_version_counts() {
        assert!(names_version("trunk 0.21.14\n", "0.21.14"));
        assert!(names_version("wasm-bindgen 0.2.130 (abcdef)", "0.2.130"));
        assert!(!names_version("wasm-bindgen 0.2.130", "0.2.13"));
        assert!(!names_version("", "0.2.13"));
    }
}
