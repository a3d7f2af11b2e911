//! Signals of the operating system.

use std::pin::pin;
use std::time::Duration;

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;
use tokio::time::timeout;

/// What a command says that was interrupted.
pub(super) const INTERRUPTED: &str = "interrupted; the next run goes on where this one was";

/// Time for letting go what was claimed.
const LETTING_GO: Duration = Duration::from_secs(5);

/// The signals that stop a command that runs on. SIGUSR1, which would end a process that does not expect it, is heard and ignored.
pub(super) struct Signals {
    terminate: Signal,
    interrupt: Signal,
    hang_up: Signal,
    _ignored: Signal,
}

impl Signals {
    /// Starts to listen.
    pub(super) fn listen() -> anyhow::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
            hang_up: signal(SignalKind::hangup())?,
            _ignored: signal(SignalKind::user_defined1())?,
        })
    }

    /// Works until the work ends or a signal comes. Then `stop` tells it to let go what it has claimed.
    pub(super) async fn bound<T>(
        &mut self,
        stop: &watch::Sender<bool>,
        work: impl Future<Output = anyhow::Result<T>>,
    ) -> anyhow::Result<T> {
        let mut work = pin!(work);
        tokio::select! {
            result = &mut work => return result,
            () = self.next() => {}
        }
        // It has not begun to listen if nobody hears this.
        let _ = stop.send(true);
        let result = timeout(LETTING_GO, work).await;
        result.unwrap_or_else(|_| Err(anyhow::anyhow!(INTERRUPTED)))
    }

    /// Waits for the next one.
    pub(super) async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
            _ = self.hang_up.recv() => {}
        }
    }
}
