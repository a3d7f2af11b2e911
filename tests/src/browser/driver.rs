//! The process that drives a browser: a chromedriver on a port of its own choice.
//!
//! Invariant: when it is dropped, it and the browser that it started are gone, and so is the browser's profile.

use std::io::{BufRead as _, BufReader};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, ChildStdout, Command, Stdio};

use anyhow::Context as _;
use rustix::process::{Pid, Signal, kill_process_group};
use tempfile::TempDir;

/// How often one is started before it counts as broken. With port 0 it listens on a free IPv6 port, and gives up where somebody
/// else holds the IPv4 port of the same number: on a busy machine that happens.
const ATTEMPTS: u32 = 5;
/// What chromedriver says before the port that the system chose.
const READY: &str = "started successfully on port ";

/// A running chromedriver.
#[derive(Debug)]
pub(super) struct Driver {
    child: Child,
    port: u16,
    profile: TempDir,
    /// Kept open: it may still write there.
    output: BufReader<ChildStdout>,
}

impl Driver {
    /// Starts one and waits until it listens.
    pub(super) fn start() -> anyhow::Result<Self> {
        let mut attempt = 1;
        loop {
            match Self::try_to_start() {
                Err(_) if attempt < ATTEMPTS => attempt += 1,
                result => return result,
            }
        }
    }

    fn try_to_start() -> anyhow::Result<Self> {
        let profile = profile()?;
        let mut child = Command::new("chromedriver")
            .arg("--port=0")
            // A group of its own, which the browser's processes inherit.
            .process_group(0)
            // Dates and formats must not depend on where the tests run.
            .env("TZ", "UTC")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("chromedriver does not start; `cargo xtask test` provides it")?;
        let output = child.stdout.take().context("chromedriver has an output")?;
        let mut driver = Self {
            child,
            port: 0,
            profile,
            output: BufReader::new(output),
        };
        driver.port = driver.read_port()?;
        Ok(driver)
    }

    /// Where it listens on this machine.
    pub(super) fn port(&self) -> u16 {
        self.port
    }

    /// The folder of the browser's profile, new and empty.
    pub(super) fn profile(&self) -> String {
        self.profile.path().display().to_string()
    }

    fn read_port(&mut self) -> anyhow::Result<u16> {
        let mut said = String::new();
        loop {
            let start = said.len();
            let n_bytes = self
                .output
                .read_line(&mut said)
                .context("read what chromedriver says")?;
            anyhow::ensure!(n_bytes > 0, "chromedriver ended before it listened: {said}");
            if let Some((_, rest)) = said[start..].split_once(READY) {
                let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
                return digits.parse().context("the port that chromedriver names");
            }
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Some(group) = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw) {
            // Fails only if all of them are gone already.
            let _ = kill_process_group(group, Signal::KILL);
        }
        drop(self.child.wait());
    }
}

/// In memory where the machine has such a folder: a profile is many small files that are not read again.
fn profile() -> anyhow::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("credentials-browser-");
    builder
        .tempdir_in("/dev/shm")
        .or_else(|_| builder.tempdir())
        .context("make a folder for the browser")
}
