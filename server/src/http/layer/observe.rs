//! Gives each request its id, one log line and its share of the metrics.
//!
//! The line names the route, never the path: a path may hold what only its bearer should know.

use std::time::Instant;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{Method, Response};
use axum::middleware::Next;
use tracing::Instrument as _;

use super::request_id::{REQUEST_ID, RequestId};
use crate::domain::asset_address;
use crate::telemetry::metric::{self, Alive};

pub(in crate::http) async fn observe(mut request: Request, next: Next) -> Response<Body> {
    let started = Instant::now();
    let id = RequestId::of(request.headers());
    let route = route(request.uri().path());
    let method = method(request.method());
    let span = tracing::info_span!("request", request_id = id.as_str(), route, method);
    let _alive = Alive::count(metric::IN_FLIGHT);
    let header = id.header();
    request.extensions_mut().insert(id);
    async move {
        let unanswered = Unanswered;
        let mut response = next.run(request).await;
        std::mem::forget(unanswered);
        if let Some(header) = header {
            response.headers_mut().insert(REQUEST_ID, header);
        }
        let status = response.status();
        let elapsed = started.elapsed();
        metrics::counter!(metric::REQUESTS, "route" => route, "method" => method, "status" => status.as_str().to_owned())
            .increment(1);
        metrics::histogram!(metric::REQUEST_SECONDS, "route" => route).record(elapsed);
        let milliseconds = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
        if route == "health" {
            tracing::debug!(status = status.as_u16(), milliseconds, "answered");
        } else {
            tracing::info!(status = status.as_u16(), milliseconds, "answered");
        }
        response
    }
    .instrument(span)
    .await
}

/// Leaves a line about a request whose client did not wait for the answer.
struct Unanswered;

impl Drop for Unanswered {
    fn drop(&mut self) {
        tracing::info!("the client went away before the answer");
    }
}

fn route(path: &str) -> &'static str {
    let last = path.rsplit('/').next().unwrap_or_default();
    if path == "/graphql" {
        "graphql"
    } else if path.starts_with("/health/") {
        "health"
    } else if matches!(path, "/sign-in" | "/sign-in/callback" | "/sign-out") {
        "session"
    } else if path == "/assets" || asset_address::hash(path).is_some() {
        "picture"
    } else if path.ends_with("/document") || path.ends_with("/private-document") || path.starts_with("/previews/") {
        "document"
    } else if path.starts_with("/credentials/") {
        "certificate"
    } else if path.starts_with("/records/") {
        "record"
    } else if last.contains('.') {
        "asset"
    } else {
        "page"
    }
}

fn method(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "OPTIONS" => "OPTIONS",
        _ => "OTHER",
    }
}
