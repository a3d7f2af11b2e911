//! One program, run to its end: its output goes to a log, to the person, or through a listener line by line.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result, bail};
use rustix::process::Pid;

use super::{Interrupt, tail};
use crate::progress;
use crate::workspace::Workspace;

/// A program and how it is started.
#[derive(Debug)]
pub(crate) struct Task {
    command: Command,
    name: String,
}

impl Task {
    /// A program found with our own tools first; runs in the repository, without standard input.
    pub(crate) fn new(workspace: &Workspace, program: impl AsRef<OsStr>) -> Result<Self> {
        let program = program.as_ref();
        let path = workspace.path()?;
        // `Command` would search the PATH of this process, not the one that the child gets.
        let found = if program.as_encoded_bytes().contains(&b'/') {
            Some(PathBuf::from(program))
        } else {
            std::env::split_paths(&path)
                .map(|folder| folder.join(program))
                .find(|file| file.is_file())
        };
        let name = program.to_string_lossy().into_owned();
        let mut command = Command::new(found.with_context(|| format!("there is no program `{name}` on PATH"))?);
        command
            .current_dir(&workspace.root)
            .env("PATH", path)
            .stdin(Stdio::null())
            .process_group(0);
        Ok(Self { command, name })
    }

    /// `cargo` itself, the one that started us.
    pub(crate) fn cargo(workspace: &Workspace) -> Result<Self> {
        let cargo = crate::workspace::variable("CARGO").unwrap_or_else(|| "cargo".into());
        let mut task = Self::new(workspace, cargo)?;
        "cargo".clone_into(&mut task.name);
        if progress::has_color() {
            task = task.env("CARGO_TERM_COLOR", "always");
        }
        Ok(task)
    }

    /// Adds arguments.
    pub(crate) fn args<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(mut self, arguments: I) -> Self {
        self.command.args(arguments);
        self
    }

    /// Sets a variable.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Takes a variable away.
    pub(crate) fn env_remove(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// Runs somewhere else than in the repository.
    pub(crate) fn current_dir(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// The command, for a service that stays in the background.
    pub(super) fn into_command(self) -> Command {
        self.command
    }

    /// Runs with the output in a log; fails with the end of the log.
    pub(crate) fn run(mut self, interrupt: &Interrupt, log: &Path) -> Result<()> {
        let file = File::create(log).with_context(|| format!("create {}", log.display()))?;
        self.command
            .stdout(file.try_clone().context("share the log")?)
            .stderr(file);
        let child = self.spawn()?;
        if self.wait(child, interrupt)? {
            return Ok(());
        }
        interrupt.check()?;
        bail!(
            "{} failed; the end of {}:\n{}",
            self.summary(),
            log.display(),
            tail(log)
        );
    }

    /// Runs with the output going through `listen` line by line; says whether the program was content.
    pub(crate) fn run_with(mut self, interrupt: &Interrupt, mut listen: impl FnMut(&str)) -> Result<bool> {
        self.command.stdout(Stdio::piped());
        let mut child = self.spawn()?;
        interrupt.foreground(Pid::from_child(&child).into());
        if let Some(stdout) = child.stdout.take() {
            let mut stdout = BufReader::new(stdout);
            let mut line = Vec::new();
            while stdout.read_until(b'\n', &mut line).context("read the output")? > 0 {
                listen(&String::from_utf8_lossy(&line));
                line.clear();
            }
        }
        let is_content = self.wait(child, interrupt)?;
        interrupt.check()?;
        Ok(is_content)
    }

    /// Runs with the output shown as it comes.
    pub(crate) fn show(mut self, interrupt: &Interrupt) -> Result<()> {
        let child = self.spawn()?;
        if self.wait(child, interrupt)? {
            return Ok(());
        }
        interrupt.check()?;
        bail!("{} failed", self.summary());
    }

    /// Runs and returns standard output.
    pub(crate) fn read(mut self) -> Result<String> {
        let output = self
            .command
            .stderr(Stdio::piped())
            .output()
            .with_context(|| format!("start {}", self.name))?;
        if !output.status.success() {
            bail!(
                "{} failed: {}",
                self.summary(),
                String::from_utf8_lossy(&output.stderr).trim()
            );
        }
        String::from_utf8(output.stdout).with_context(|| format!("{} answered no text", self.name))
    }

    fn spawn(&mut self) -> Result<Child> {
        self.command.spawn().with_context(|| format!("start {}", self.name))
    }

    fn wait(&self, mut child: Child, interrupt: &Interrupt) -> Result<bool> {
        interrupt.foreground(Pid::from_child(&child).into());
        let status = child.wait();
        interrupt.foreground(None);
        Ok(status.with_context(|| format!("wait for {}", self.name))?.success())
    }

    /// The command as a person would type it.
    fn summary(&self) -> String {
        let arguments = self.command.get_args().map(|it| it.to_string_lossy());
        let mut words = vec![self.name.as_str().into()];
        words.extend(arguments);
        format!("`{}`", words.join(" "))
    }
}
