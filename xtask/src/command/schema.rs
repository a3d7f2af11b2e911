//! `cargo xtask schema`: the server's own schema becomes `schema.graphql`, which the app is compiled against.

use std::fs;

use anyhow::{Context as _, Result};

use crate::Session;
use crate::process::Task;
use crate::progress;

pub(crate) fn run(session: &Session) -> Result<()> {
    let workspace = &session.workspace;
    progress::step("building the server", || {
        Task::cargo(workspace)?
            .args(["build", "--package", "server", "--bin", "credentials"])
            .run(&session.interrupt, &workspace.logs.join("build-server.log"))
    })?;
    let schema = Task::new(workspace, workspace.built("debug", "credentials"))?
        .args(["schema"])
        .read()?;
    let file = workspace.root.join("schema.graphql");
    if fs::read_to_string(&file).is_ok_and(|written| written == schema) {
        progress::note("schema.graphql was up to date");
        return Ok(());
    }
    fs::write(&file, schema).context("write schema.graphql")?;
    progress::note("wrote schema.graphql");
    Ok(())
}
