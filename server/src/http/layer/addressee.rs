//! Whether a request is meant for this service: its method, address and host.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::HOST;
use axum::http::uri::Authority;
use axum::http::{Method, Response, StatusCode};
use axum::middleware::Next;
use axum::response::IntoResponse as _;

use crate::http::App;
use crate::http::error::{Code, Refusal};

/// Longest address of a request.
const MAX_URI: usize = 8 << 10;

pub(in crate::http) async fn addressee(State(app): State<App>, request: Request, next: Next) -> Response<Body> {
    match check(&app, &request) {
        Ok(()) => next.run(request).await,
        Err(refusal) => refusal.into_response(),
    }
}

fn check(app: &App, request: &Request) -> Result<(), Refusal> {
    if matches!(*request.method(), Method::TRACE | Method::CONNECT) {
        return Err(Refusal::method("GET, HEAD, POST"));
    }
    let uri = request.uri();
    let length = uri.path().len() + uri.query().map_or(0, str::len);
    if length > MAX_URI {
        return Err(Refusal::with_status(
            StatusCode::URI_TOO_LONG,
            Code::BadRequest,
            "The address is too long.",
        ));
    }
    // Orchestrators ask for health by whatever address they have; the answer depends on no name.
    if uri.path().starts_with("/health/") {
        return Ok(());
    }
    let unclear = || Refusal::new(Code::BadRequest, "The request must name its host once.");
    let mut named = request.headers().get_all(HOST).iter();
    let (Some(host), None) = (named.next(), named.next()) else {
        return Err(unclear());
    };
    let host: Authority = host.to_str().ok().and_then(|it| it.parse().ok()).ok_or_else(unclear)?;
    let default_port = if app.config().public_url.scheme() == "https" {
        443
    } else {
        80
    };
    // An absolute address has the last word over the header; both must be ours.
    let is_ours =
        app.hosts().allow(&host, default_port) && uri.authority().is_none_or(|it| app.hosts().allow(it, default_port));
    if is_ours {
        Ok(())
    } else {
        Err(Refusal::with_status(
            StatusCode::MISDIRECTED_REQUEST,
            Code::BadRequest,
            "This service has no such host.",
        ))
    }
}
