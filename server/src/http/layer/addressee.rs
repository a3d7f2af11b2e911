//! Whether a request is meant for this service, and for which of its sites: its method, address and host.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::HOST;
use axum::http::uri::Authority;
use axum::http::{Method, Response, StatusCode};
use axum::middleware::Next;
use axum::response::IntoResponse as _;

use crate::domain::host::Host;
use crate::http::App;
use crate::http::error::{Code, Refusal};
use crate::http::tenant::Tenant;
use crate::service::site;

/// Longest address of a request.
const MAX_URI: usize = 8 << 10;

pub(in crate::http) async fn addressee(State(app): State<App>, mut request: Request, next: Next) -> Response<Body> {
    let tenant = match check(&app, &request) {
        Ok(None) => Ok(Tenant(None)),
        Ok(Some(host)) => find(&app, &host).await,
        Err(refusal) => Err(refusal),
    };
    match tenant {
        Ok(tenant) => {
            request.extensions_mut().insert(tenant);
            next.run(request).await
        }
        Err(refusal) => refusal.into_response(),
    }
}

/// The host by which the request asks for a site; none where the settings know it already.
fn check(app: &App, request: &Request) -> Result<Option<String>, Refusal> {
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
        return Ok(None);
    }
    let unclear = || Refusal::new(Code::BadRequest, "The request must name its host once.");
    let mut named = request.headers().get_all(HOST).iter();
    let (Some(host), None) = (named.next(), named.next()) else {
        return Err(unclear());
    };
    let host: Authority = host.to_str().ok().and_then(|it| it.parse().ok()).ok_or_else(unclear)?;
    // An absolute address has the last word over the header; both must ask for the same.
    let asked_for = |authority: &Authority| {
        let host = Host::parse(authority.as_str())?;
        let is_of_another = !app.hosts().is_of_default_site(&host);
        Some(is_of_another.then(|| app.hosts().spell(&host)))
    };
    let by_header = asked_for(&host).ok_or_else(misdirected)?;
    match uri.authority().map(asked_for) {
        None => Ok(by_header),
        Some(Some(by_address)) if by_address == by_header => Ok(by_header),
        Some(_) => Err(misdirected()),
    }
}

/// The site that this host asks for.
async fn find(app: &App, host: &str) -> Result<Tenant, Refusal> {
    match site::of_host(&app.open_service()?.ctx, host).await? {
        Some(site) if site.is_default => Ok(Tenant(None)),
        Some(site) => Ok(Tenant(Some(site))),
        None => Err(misdirected()),
    }
}

fn misdirected() -> Refusal {
    Refusal::with_status(
        StatusCode::MISDIRECTED_REQUEST,
        Code::BadRequest,
        "This service has no such host.",
    )
}
