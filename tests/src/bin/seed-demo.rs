//! Writes the demonstration institution into a migrated database.
//!
//! Prints one line of JSON: the awards that complete the demonstration, to be made through the API, and one more as
//! an example to try.

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Parser;
use serde_json::json;
use tests::seed;

/// Writes the demonstration institution into a migrated database.
#[derive(Parser)]
#[command(version)]
struct Options {
    /// Where the database is: `sqlite://PATH` or `mysql://USER@HOST:PORT/NAME`.
    #[arg(long)]
    database_url: String,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nowhere is left to say that this failed, too.
            drop(writeln!(std::io::stderr(), "seed-demo: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

async fn run() -> anyhow::Result<()> {
    let Options { database_url } = Options::parse();
    seed::seed(&database_url).await?;
    let line = json!({ "awards": seed::awards(), "example": seed::example_award() });
    writeln!(std::io::stdout(), "{line}").context("print the awards")
}
