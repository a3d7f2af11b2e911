//! `credentials work`: the background worker alone, until a signal.

use std::process::ExitCode;
use std::sync::Arc;

use tokio::sync::watch;

use super::signals::Signals;
use crate::clock::Clock;
use crate::config::Config;
use crate::context::Ctx;
use crate::store::Database;
use crate::worker;

pub(super) async fn run(config: Config) -> anyhow::Result<ExitCode> {
    let mut signals = Signals::listen()?;
    let database = Database::connect(&config.database_url, Some(config.limits.execution)).await?;
    database.check().await?;
    let (stop, stopping) = watch::channel(false);
    let ctx = Ctx::new(database.clone(), Clock::system(), Arc::new(config)).stopped_by(stopping);
    let work = tokio::spawn(worker::run(Arc::new(ctx)));
    tracing::info!("working");
    signals.next().await;
    // The worker has gone already if nobody hears this.
    let _ = stop.send(true);
    work.await?;
    database.close().await;
    Ok(ExitCode::SUCCESS)
}
