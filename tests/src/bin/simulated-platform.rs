//! The simulated learning platform as a program, for developing and demonstrating; never for production.
//!
//! Prints one line of JSON when it is ready, and runs until it is interrupted.

use std::io::Write as _;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::SystemTime;

use anyhow::Context as _;
use clap::Parser;
use serde_json::json;
use tests::persona;
use tests::platform::{AUDIENCE, BACKEND_APPLICATION, Platform};
use tokio::signal::unix::{SignalKind, signal};

/// Runs the simulated learning platform.
#[derive(Parser)]
#[command(version)]
struct Options {
    /// Loopback address to listen on; port 0 picks a free one.
    #[arg(long, default_value = "127.0.0.1:8160")]
    listen: SocketAddr,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nowhere is left to say that this failed, too.
            drop(writeln!(std::io::stderr(), "simulated-platform: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

async fn run() -> anyhow::Result<()> {
    let Options { listen } = Options::parse();
    let platform = Platform::start_at(listen, Arc::new(|| SystemTime::now().into())).await?;
    let ready = json!({
        "listening": platform.origin(),
        "issuer": platform.issuer(),
        "audience": AUDIENCE,
        "jwks_url": platform.jwks_url(),
        "token_url": platform.token_url(),
        "catalog_url": platform.catalogue_url(),
        "client_id": BACKEND_APPLICATION.client_id,
        "client_secret": BACKEND_APPLICATION.client_secret,
        "service_usernames": [persona::LMS_WORKER.username],
    });
    writeln!(std::io::stdout(), "{ready}").context("say that it is ready")?;
    let mut terminate = signal(SignalKind::terminate()).context("listen for the signal to stop")?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted.context("listen for an interrupt"),
        _ = terminate.recv() => Ok(()),
    }
}
