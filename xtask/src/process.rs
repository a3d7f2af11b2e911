//! Starting other programs: [`Task`] runs one to its end, [`Service`] keeps one in the background, and an [`Interrupt`]
//! ends whatever runs when a person presses Ctrl-C.
//!
//! Every child has a process group of its own, so that it and its children are ended together, by number, and in order.

mod interrupt;
mod service;
mod task;

use std::fs;
use std::path::Path;

pub(crate) use self::interrupt::{Event, Interrupt};
pub(crate) use self::service::{Service, Stream};
pub(crate) use self::task::Task;

/// The end of a log, for a failure message.
fn tail(log: &Path) -> String {
    const LINES: usize = 40;
    let bytes = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<&str> = text.lines().collect();
    let skipped = lines.len().saturating_sub(LINES);
    lines[skipped..]
        .iter()
        .fold(String::new(), |text, line| text + "    | " + line + "\n")
}
