//! `cargo xtask bench`: the benchmark of the test crate against a private MariaDB that writes to the disk.

use anyhow::Result;
use clap::Args;

use crate::Session;
use crate::process::Task;
use crate::progress;
use crate::tool::mariadb::{Defaults, MariaDb, Storage};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Handed to the benchmark.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

pub(crate) fn run(session: &Session, options: &Options) -> Result<()> {
    let workspace = &session.workspace;
    progress::step("building server and benchmark for release", || {
        Task::cargo(workspace)?
            .args([
                "build",
                "--release",
                "--package",
                "server",
                "--package",
                "tests",
                "--bins",
            ])
            .run(&session.interrupt, &workspace.logs.join("build-benchmark.log"))
    })?;
    let database = MariaDb::start(session, Storage::Disk, Defaults::Careful)?;
    progress::headline("Benchmark");
    Task::new(workspace, workspace.built("release", "benchmark"))?
        .env("CREDENTIALS_TEST_MYSQL_URL", database.url())
        .args(&options.arguments)
        .show(&session.interrupt)
}
