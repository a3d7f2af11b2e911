//! Measures speed and size of the server and holds them against their targets; `cargo xtask bench` runs it.
//!
//! Ends with exit code 1 when a target is missed, 2 when something could not be measured.

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser as _;
use tests::benchmark::{self, Options};

// One thread: the load takes as little as possible of what server and database need.
#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let options = Options::parse();
    // Nowhere is left to say that standard output or error are gone.
    match benchmark::run(&options).await {
        Ok(report) => {
            drop(write!(std::io::stdout(), "{report}"));
            if report.is_passed() {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
        Err(error) => {
            drop(writeln!(std::io::stderr(), "benchmark: {error:#}"));
            ExitCode::from(2)
        }
    }
}
