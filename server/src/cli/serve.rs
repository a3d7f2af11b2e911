//! `credentials serve`: run the server until a signal, then let requests in progress end.

use std::process::ExitCode;

use tokio::signal::unix::{Signal, SignalKind, signal};

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

/// The signals that stop the server. SIGUSR1, which would end a process that does not expect it, is heard and ignored.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
    hang_up: Signal,
    _ignored: Signal,
}

impl Signals {
    fn listen() -> anyhow::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
            hang_up: signal(SignalKind::hangup())?,
            _ignored: signal(SignalKind::user_defined1())?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
            _ = self.hang_up.recv() => {}
        }
    }
}
