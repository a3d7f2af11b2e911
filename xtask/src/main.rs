//! `cargo xtask`: the developer's front door. `run` shows the whole service, `test` is the only definition of passing.
//!
//! Every command installs what the machine lacks, or says the one command that does. Nothing here is part of the product.

#![expect(clippy::print_stdout, reason = "a command-line program talks on standard output")]

mod app;
mod command;
mod demo;
mod port;
mod process;
mod progress;
mod tool;
mod workspace;

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::process::Interrupt;
use crate::workspace::Workspace;

/// Developer commands of the credentials service.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build everything, fill a demo database and run the service until Ctrl-C.
    Run(command::run::Options),
    /// Check and test everything; with a filter, only the tests whose name contains it.
    Test(command::test::Options),
    /// Write schema.graphql from the server's own schema.
    Schema,
    /// Run the benchmark against a private, durable MariaDB.
    Bench(command::bench::Options),
    /// What continuous integration runs: the same as `test`.
    Ci,
}

/// What every command works with.
struct Session {
    workspace: Workspace,
    started: Instant,
    interrupt: Interrupt,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("\n{} {error:#}", progress::red("error:"));
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    let session = Session {
        workspace: Workspace::find()?,
        started: Instant::now(),
        interrupt: Interrupt::listen()?,
    };
    match command {
        Command::Run(options) => command::run::run(&session, &options),
        Command::Test(options) => command::test::run(&session, &options),
        Command::Ci => command::test::run(&session, &command::test::Options::everything()),
        Command::Schema => command::schema::run(&session),
        Command::Bench(options) => command::bench::run(&session, &options),
    }
}
