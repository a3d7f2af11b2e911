//! `credentials serve`: run the server until a signal, then let requests in progress end.

use std::process::ExitCode;

use super::signals::Signals;
use crate::clock::Clock;
use crate::config::Config;
use crate::serve;

pub(super) async fn run(config: Config) -> anyhow::Result<ExitCode> {
    let mut signals = Signals::listen()?;
    let running = tokio::select! {
        running = serve::start(config, Clock::system()) => running?,
        () = signals.next() => return Ok(ExitCode::SUCCESS),
    };
    let line = serde_json::json!({
        "listening": format!("http://{}", running.address),
        "metrics": running.metrics_address.map(|it| format!("http://{it}")),
    });
    if let Err(error) = super::print(&format!("{line}\n")) {
        tracing::warn!(%error, "nobody reads the line that tells the address");
    }
    signals.next().await;
    tracing::info!("stopping: requests in progress may end");
    tokio::select! {
        () = running.stop() => Ok(ExitCode::SUCCESS),
        () = signals.next() => Err(anyhow::anyhow!("stopped at once by a second signal")),
    }
}
