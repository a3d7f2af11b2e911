//! The binary `credentials`.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::cli::run()
}
