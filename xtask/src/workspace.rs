//! Where things are: the repository, its build folders, and the cache of tools that all checkouts on a machine share.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// The folders that the commands read and write.
#[derive(Debug)]
pub(crate) struct Workspace {
    /// The repository.
    pub(crate) root: PathBuf,
    /// Cargo's build folder.
    pub(crate) target: PathBuf,
    /// Tools built once per machine.
    pub(crate) tools: PathBuf,
    /// Logs of the commands that a step runs.
    pub(crate) logs: PathBuf,
}

impl Workspace {
    /// Finds the repository that this program was started in.
    pub(crate) fn find() -> Result<Self> {
        let manifest = variable("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
        let root = manifest.parent().context("xtask lies in the repository")?.to_path_buf();
        let target = variable("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |folder| root.join(folder));
        let cache = variable("XDG_CACHE_HOME")
            .map(PathBuf::from)
            .or_else(|| variable("HOME").map(|home| Path::new(&home).join(".cache")))
            .context("neither HOME nor XDG_CACHE_HOME is set, so there is no place for the tools")?;
        let logs = target.join("xtask");
        fs::create_dir_all(&logs).with_context(|| format!("create {}", logs.display()))?;
        Ok(Self {
            tools: cache.join("credentials-tools"),
            root,
            target,
            logs,
        })
    }

    /// A program that this workspace built.
    pub(crate) fn built(&self, profile: &str, program: &str) -> PathBuf {
        self.target.join(profile).join(program)
    }

    /// The folder of the packages that come from npm.
    pub(crate) fn npm(&self) -> PathBuf {
        self.root.join("tests/npm")
    }

    /// The built app.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The learners' pages and the console, built; the server looks for them there.
    pub(crate) fn other_dist(&self, program: &str) -> PathBuf {
        self.dist().join(program)
    }

    /// `PATH` with our own tools first.
    pub(crate) fn path(&self) -> Result<OsString> {
        let mut folders = vec![self.tools.join("bin"), self.npm().join("node_modules/.bin")];
        folders.extend(env::split_paths(&variable("PATH").unwrap_or_default()));
        // Servers and drivers live there on Debian; a plain user's PATH lacks it.
        folders.push(PathBuf::from("/usr/sbin"));
        env::join_paths(folders).context("a folder on PATH has a colon in its name")
    }

    /// The version of a crate that Cargo.lock settled on.
    pub(crate) fn locked_version(&self, name: &str) -> Result<String> {
        let lock = fs::read_to_string(self.root.join("Cargo.lock")).context("read Cargo.lock")?;
        locked_version(&lock, name)?.with_context(|| format!("Cargo.lock does not name {name}"))
    }
}

/// An environment variable, unless it is unset or empty.
pub(crate) fn variable(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}

fn locked_version(lock: &str, name: &str) -> Result<Option<String>> {
    let lock: toml::Table = lock.parse().context("parse Cargo.lock")?;
    let packages = lock
        .get("package")
        .and_then(toml::Value::as_array)
        .context("Cargo.lock lists packages")?;
    Ok(packages
        .iter()
        .find(|package| package.get("name").and_then(toml::Value::as_str) == Some(name))
        .and_then(|package| package.get("version"))
        .and_then(toml::Value::as_str)
        .map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::locked_version;

    const LOCK: &str = "version = 4\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";

    #[test]
    fn locked_version_is_the_one_of_that_crate() {
        assert_eq!(
            locked_version(LOCK, "wasm-bindgen").expect("valid"),
            Some("0.2.130".to_owned())
        );
        assert_eq!(locked_version(LOCK, "wasm").expect("valid"), None);
    }
}
