//! Accepts connections, within limits that hold for every client: how many, how long they may take, how they end.
//!
//! Invariant: no client, however slow, keeps a connection, a file descriptor or a stopping server for ever.

mod framing;
mod guarded;
mod head_scanner;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tower::ServiceExt as _;

use crate::config::LimitsConfig;
use crate::http::remote::Peer;
use crate::telemetry::metric::{self, Alive};

pub(super) use framing::Framing;
use guarded::Guarded;

/// Largest header of a request, its first line included.
const HEAD_BYTES: usize = 32 << 10;
/// Most header lines of a request.
const HEAD_LINES: usize = 100;
/// Pause after a failure to accept, such as for want of file descriptors: waiting is all that helps.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// What a connection may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    connections: usize,
    header: Duration,
    stall: Duration,
    idle: Duration,
    drain: Duration,
}

impl Limits {
    /// The limits of the settings.
    #[must_use]
    pub fn of(limits: &LimitsConfig) -> Self {
        Self {
            connections: limits.connections,
            header: limits.header,
            stall: limits.body,
            idle: limits.idle,
            drain: limits.drain,
        }
    }
}

/// Serves connections until told to stop; then lets requests in progress end until the deadline.
pub async fn serve(listener: TcpListener, router: Router, limits: Limits, mut stopping: watch::Receiver<bool>) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let graceful = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &places) => accepted,
            // Ended connections are let go of as they end.
            Some(_) = connections.join_next() => continue,
            _ = stopping.wait_for(|it| *it) => break,
        };
        let (stream, place) = accepted;
        let router = router.clone();
        let watcher = graceful.watcher();
        connections.spawn(async move {
            let _place = place;
            let _alive = Alive::count(metric::CONNECTIONS);
            let connection = connection(stream, router, limits);
            // How a client breaks off is its own affair.
            drop(watcher.watch(connection).await);
        });
    }
    drop(listener);
    if timeout(limits.drain, graceful.shutdown()).await.is_err() {
        tracing::warn!(
            connections = connections.len(),
            "closing connections that did not end in time"
        );
    }
    connections.shutdown().await;
}

/// The next connection, once there is a place for it: those beyond wait in the system's own queue.
async fn accept(listener: &TcpListener, places: &Arc<Semaphore>) -> (TcpStream, tokio::sync::OwnedSemaphorePermit) {
    loop {
        let Ok(place) = Arc::clone(places).acquire_owned().await else {
            // Never closed.
            std::future::pending::<()>().await;
            continue;
        };
        match listener.accept().await {
            Ok((stream, _)) => return (stream, place),
            Err(error) => {
                drop(place);
                tracing::warn!(%error, "cannot accept a connection");
                sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

fn connection(
    stream: TcpStream,
    router: Router,
    limits: Limits,
) -> http1::Connection<
    TokioIo<Guarded>,
    impl hyper::service::Service<
        Request<Incoming>,
        Response = axum::http::Response<Body>,
        Error = std::convert::Infallible,
        Future: Send,
    >,
> {
    // Answers are written whole; waiting to fill a packet would only delay them.
    let _ = stream.set_nodelay(true);
    let peer = Peer(stream.peer_addr().ok().map(|it| it.ip()));
    let framing = Arc::new(Framing::default());
    let stream = Guarded::new(stream, Arc::clone(&framing), limits.header, limits.stall);
    let service = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(Arc::clone(&framing));
        request.extensions_mut().insert(peer);
        router.clone().oneshot(request)
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        // Between two requests; a header that has begun is under the stricter guard of the stream.
        .header_read_timeout(limits.idle)
        .max_header_size(HEAD_BYTES)
        .max_headers(HEAD_LINES)
        .serve_connection(TokioIo::new(stream), service)
}
