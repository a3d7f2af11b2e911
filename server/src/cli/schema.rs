//! `credentials schema`: print the GraphQL schema.

use std::process::ExitCode;

pub(super) fn run() -> anyhow::Result<ExitCode> {
    super::print(&crate::graphql::sdl())?;
    Ok(ExitCode::SUCCESS)
}
