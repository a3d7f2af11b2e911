//! Checks of the code itself: format, lints, documentation. The app is checked as what it is shipped as, for wasm; compiling all of it
//! for this machine as well would take minutes and tell nothing more.

use anyhow::Result;

use crate::Session;
use crate::process::Task;
use crate::progress;
use crate::tool::rust::{self, WASM};

/// One run of cargo that must be content.
#[derive(Debug)]
pub(super) struct Check {
    /// How it is called in front of people.
    pub(super) name: &'static str,
    log: &'static str,
    arguments: &'static [&'static str],
    needs_wasm: bool,
}

/// In the order of how quickly they answer.
pub(super) const ALL: &[Check] = &[
    Check {
        name: "format",
        log: "format.log",
        arguments: &["fmt", "--all", "--check"],
        needs_wasm: false,
    },
    Check {
        name: "lints",
        log: "clippy.log",
        arguments: &[
            "clippy",
            "--workspace",
            "--exclude",
            "web",
            "--all-targets",
            "--",
            "--deny",
            "warnings",
        ],
        needs_wasm: false,
    },
    Check {
        name: "lints of the app",
        log: "clippy-app.log",
        arguments: &[
            "clippy",
            "--package",
            "web",
            "--target",
            WASM,
            "--all-targets",
            "--",
            "--deny",
            "warnings",
        ],
        needs_wasm: true,
    },
    Check {
        name: "documentation",
        log: "doc.log",
        arguments: &["doc", "--workspace", "--exclude", "web", "--no-deps"],
        needs_wasm: false,
    },
    Check {
        name: "documentation of the app",
        log: "doc-app.log",
        arguments: &["doc", "--package", "web", "--target", WASM, "--no-deps"],
        needs_wasm: true,
    },
];

impl Check {
    /// Runs it as one step.
    pub(super) fn run(&self, session: &Session) -> Result<()> {
        if self.needs_wasm {
            rust::ensure_wasm_target(session)?;
        }
        progress::step(self.name, || {
            Task::cargo(&session.workspace)?
                .env("RUSTDOCFLAGS", "--deny warnings")
                .args(self.arguments)
                .run(&session.interrupt, &session.workspace.logs.join(self.log))
        })
    }
}
