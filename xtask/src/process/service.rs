//! A program in the background: started, awaited until it says that it is ready, and ended with us, whatever happens.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use rustix::process::{Pid, Signal, kill_process_group};

use super::{Event, Interrupt, Task, tail};

/// Where a program says that it is ready.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Stream {
    /// Standard output.
    Output,
    /// Standard error.
    Error,
}

/// A running program; dropping it stops it.
#[derive(Debug)]
pub(crate) struct Service {
    name: &'static str,
    group: Pid,
    ended: Receiver<()>,
    /// The line that told it was ready.
    pub(crate) ready_line: String,
}

impl Service {
    /// Starts the program and waits for the first line on `stream` that `is_ready` takes.
    pub(crate) fn start(
        name: &'static str,
        task: Task,
        (stream, is_ready): (Stream, fn(&str) -> bool),
        log: &Path,
        interrupt: &Interrupt,
    ) -> Result<Self> {
        const PATIENCE: Duration = Duration::from_mins(1);
        let mut command = tied_to_us(task.into_command());
        let file = File::create(log).with_context(|| format!("create {}", log.display()))?;
        match stream {
            Stream::Output => command.stdout(Stdio::piped()).stderr(file.try_clone()?),
            Stream::Error => command.stdout(file.try_clone()?).stderr(Stdio::piped()),
        };
        let mut child = command.spawn().with_context(|| format!("start {name}"))?;
        let group = Pid::from_child(&child);

        let (line_sender, lines) = channel();
        let watched: Option<Box<dyn Read + Send>> = match stream {
            Stream::Output => child.stdout.take().map(|it| Box::new(it) as _),
            Stream::Error => child.stderr.take().map(|it| Box::new(it) as _),
        };
        if let Some(watched) = watched {
            thread::spawn(move || {
                copy_lines(watched, file, |line| {
                    // Nobody listens any more once the service is ready.
                    let _nobody_waits = line_sender.send(line.to_owned());
                });
            });
        }
        let (ended_sender, ended) = channel();
        let events = interrupt.sender();
        thread::spawn(move || {
            // Whatever its status, it is gone.
            let _status = child.wait();
            let _nobody_waits = ended_sender.send(());
            let _nobody_waits = events.send(Event::Ended(name));
        });

        let mut service = Self {
            name,
            group,
            ended,
            ready_line: String::new(),
        };
        loop {
            interrupt.check()?;
            match lines.recv_timeout(PATIENCE) {
                Ok(line) if is_ready(&line) => {
                    service.ready_line = line;
                    return Ok(service);
                }
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => {
                    bail!(
                        "{name} was not ready within {PATIENCE:?}; the end of {}:\n{}",
                        log.display(),
                        tail(log)
                    );
                }
                Err(RecvTimeoutError::Disconnected) => {
                    // Let the last words arrive in the log.
                    let _ended = service.ended.recv_timeout(PATIENCE);
                    bail!(
                        "{name} ended before it was ready; the end of {}:\n{}",
                        log.display(),
                        tail(log)
                    );
                }
            }
        }
    }

    /// The ready line as JSON.
    pub(crate) fn ready(&self) -> Result<serde_json::Value> {
        serde_json::from_str(&self.ready_line).with_context(|| {
            format!(
                "{} said {:?} where a JSON line was expected",
                self.name, self.ready_line
            )
        })
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        const PATIENCE: Duration = Duration::from_secs(20);
        // It may have ended in this moment; then there is nothing to stop.
        let _gone = kill_process_group(self.group, Signal::TERM);
        if self.ended.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
            let _gone = kill_process_group(self.group, Signal::KILL);
        }
    }
}

/// Has the kernel end the program when we are gone without a chance to do it ourselves.
fn tied_to_us(command: Command) -> Command {
    use std::os::unix::process::CommandExt as _;

    let setpriv = PathBuf::from("/usr/bin/setpriv");
    if !setpriv.exists() {
        return command;
    }
    let mut tied = Command::new(setpriv);
    tied.args(["--pdeathsig", "TERM", "--"])
        .arg(command.get_program())
        .args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => tied.env(name, value),
            None => tied.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        tied.current_dir(folder);
    }
    tied.stdin(Stdio::null()).process_group(0);
    tied
}

fn copy_lines(from: impl Read, mut log: File, mut listen: impl FnMut(&str)) {
    let mut from = BufReader::new(from);
    let mut line = Vec::new();
    while matches!(from.read_until(b'\n', &mut line), Ok(1..)) {
        // A full disk costs the log, not the run.
        let _written = log.write_all(&line);
        listen(String::from_utf8_lossy(&line).trim_end());
        line.clear();
    }
}
