//! `credentials migrate`: bring the database to the schema of this version. Safe to repeat and to interrupt.

use std::process::ExitCode;

use crate::config::Config;
use crate::store::Database;

pub(super) async fn run(config: Config) -> anyhow::Result<ExitCode> {
    let database = Database::connect(&config.database_url, None).await?;
    let result = database.migrate().await;
    database.close().await;
    result?;
    tracing::info!("the database has the schema of this version");
    Ok(ExitCode::SUCCESS)
}
