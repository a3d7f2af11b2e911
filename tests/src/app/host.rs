//! The threads that a test's server runs on: its own, so that what it does can be told from other servers' doings,
//! and so that it works on while the test waits.

use std::net::SocketAddr;
use std::time::Duration;

use server::clock::Clock;
use server::config::Config;
use server::serve::{self, Running};
use tokio::runtime::{Builder, Runtime};
use tracing::{Dispatch, dispatcher};

/// A server and its threads.
pub(super) struct Host {
    address: SocketAddr,
    metrics_address: Option<SocketAddr>,
    running: Option<Running>,
    runtime: Option<Runtime>,
}

impl Host {
    /// Starts a server on threads whose traces go to `dispatch`.
    pub(super) async fn start(config: Config, clock: Clock, dispatch: Dispatch) -> anyhow::Result<Self> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("server")
            .enable_all()
            // The guard would end the subscription; it is to last as long as the thread.
            .on_thread_start(move || std::mem::forget(dispatcher::set_default(&dispatch)))
            .build()?;
        let started = runtime.spawn(serve::start(config, clock));
        let mut host = Self {
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
            metrics_address: None,
            running: None,
            runtime: Some(runtime),
        };
        let running = started.await??;
        host.address = running.address;
        host.metrics_address = running.metrics_address;
        host.running = Some(running);
        Ok(host)
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(super) fn metrics_address(&self) -> Option<SocketAddr> {
        self.metrics_address
    }

    /// Stops the server in good order.
    pub(super) async fn stop(&mut self) {
        if let (Some(running), Some(runtime)) = (self.running.take(), &self.runtime) {
            runtime
                .spawn(async move { running.stop().await })
                .await
                .expect("the server stops without a panic");
        }
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        let Some(runtime) = self.runtime.take() else { return };
        // On another thread, since a test's own must not block; waited for, so that the database is free afterwards.
        drop(std::thread::spawn(move || runtime.shutdown_timeout(Duration::from_secs(5))).join());
    }
}
