//! `credentials check-config`: print every setting with its origin, secrets masked.

use std::process::ExitCode;

use crate::auth::Authenticator;
use crate::clock::Clock;
use crate::config::{Config, Report};
use crate::http;

pub(super) fn run(config: &Config, report: &Report) -> anyhow::Result<ExitCode> {
    // What `serve` would refuse at its start is refused here too.
    http::check_web_dir(config)?;
    Authenticator::new(&config.jwt, config.username_rule, Clock::system())?;
    let warnings: Vec<String> = config
        .warnings()
        .iter()
        .map(|it| format!("# warning: {it}\n"))
        .collect();
    super::print(&format!("{report}{}", warnings.concat()))?;
    Ok(ExitCode::SUCCESS)
}
