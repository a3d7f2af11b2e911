//! The command line: which command, with which settings, and what its end means to the caller.
//!
//! Exit codes: 0 done, 1 failed, 64 wrong usage, 78 wrong settings.

mod check_config;
mod migrate;
mod schema;
mod serve;
mod signals;
mod sync_catalog;
mod sync_users;
mod verify_store;
mod work;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::{Config, ConfigError, Report};
use crate::telemetry;

const FAILED: u8 = 1;
const USAGE: u8 = 64;
const CONFIGURATION: u8 = 78;

/// Credentials service: the record of what learners have earned, and its public pages.
///
/// Every setting is a key of a TOML file or an environment variable CREDENTIALS_…, which wins; `check-config` lists them.
#[derive(Parser)]
#[command(name = "credentials", version)]
struct Arguments {
    /// TOML file with settings.
    #[arg(long, global = true, env = "CREDENTIALS_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the server until SIGTERM, SIGINT or SIGHUP; a second signal ends it at once.
    Serve,
    /// Bring the database to the schema of this version.
    Migrate,
    /// Run the background worker alone until a signal.
    Work,
    /// Copy the catalogue from its service now.
    SyncCatalog(sync_catalog::SyncCatalog),
    /// Compare people with their accounts on the learning platform now.
    SyncUsers(sync_users::SyncUsers),
    /// Check every invariant of the stored data.
    VerifyStore(verify_store::VerifyStore),
    /// Print the GraphQL schema.
    Schema,
    /// Check the settings and print every one with its origin, secrets masked.
    CheckConfig,
}

/// Runs the command that the process was started with.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version come as errors that belong on standard output. Nobody is left to tell if printing fails.
            let _ = error.print();
            return if error.use_stderr() {
                ExitCode::from(USAGE)
            } else {
                ExitCode::SUCCESS
            };
        }
    };
    let file = arguments.config.as_deref();
    let result = match arguments.command {
        Command::Serve => load(file).and_then(|(config, _)| block_on(&config, serve::run)),
        Command::Migrate => load(file).and_then(|(config, _)| block_on(&config, migrate::run)),
        Command::Work => load(file).and_then(|(config, _)| block_on(&config, work::run)),
        Command::SyncCatalog(options) => {
            load(file).and_then(|(config, _)| block_on(&config, |config| sync_catalog::run(config, options)))
        }
        Command::SyncUsers(options) => {
            load(file).and_then(|(config, _)| block_on(&config, |config| sync_users::run(config, options)))
        }
        Command::VerifyStore(options) => {
            load(file).and_then(|(config, _)| block_on(&config, |config| verify_store::run(config, options)))
        }
        Command::Schema => schema::run(),
        Command::CheckConfig => load(file).and_then(|(config, report)| check_config::run(&config, &report)),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            let is_configuration = error.downcast_ref::<ConfigError>().is_some();
            // One line, whatever the error says. Nobody is left to tell if standard error is closed.
            let line = format!("{error:#}").replace(|it: char| it.is_control(), " ");
            let _ = writeln!(std::io::stderr(), "credentials: {line}");
            ExitCode::from(if is_configuration { CONFIGURATION } else { FAILED })
        }
    }
}

fn load(file: Option<&Path>) -> anyhow::Result<(Config, Report)> {
    Ok(Config::load(file, std::env::vars_os())?)
}

/// Runs an asynchronous command with logs as configured.
fn block_on<F: Future<Output = anyhow::Result<ExitCode>>>(
    config: &Config,
    command: impl FnOnce(Config) -> F,
) -> anyhow::Result<ExitCode> {
    telemetry::init(&config.log);
    for warning in config.warnings() {
        tracing::warn!("{warning}");
    }
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(command(config.clone()))
}

/// Prints to standard output; a reader that went away is an error of the command, never a panic.
fn print(text: &str) -> anyhow::Result<()> {
    let mut stdout = std::io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    Ok(stdout.flush()?)
}
