//! Every route of the process, and the layers that each request passes.
//!
//! Outermost first: request id and log line → security headers → panics → framing → method and host; then, inside the
//! routes, what only they need. Limits of a connection are in [`connection`], those of GraphQL in `graphql`.

pub mod connection;

mod admission;
mod app;
mod asset;
mod attachment;
mod body;
mod csv;
mod document;
mod error;
mod graphql;
mod health;
mod identity;
mod key_set;
mod layer;
mod origin;
mod page;
mod personal_data;
mod private_document;
mod qr;
mod recall;
mod remote;
mod session;
mod tenant;
mod theme;
mod trail_file;
mod visitor;

use axum::Router;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue, Method};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{any, get};
use metrics_exporter_prometheus::PrometheusHandle;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::cors::{AllowCredentials, AllowOrigin, CorsLayer};
use url::Url;

use crate::config::{Config, ConfigError};

pub use app::{App, Service};
pub use error::{Code, Refusal};

/// The public routes.
pub fn router(app: App) -> Router {
    let mut api = Router::new().route("/graphql", any(graphql::handle));
    if let Some(cors) = cors(app.config()) {
        api = api.layer(cors);
    }
    let sessions = Router::new()
        .route("/sign-in", any(session::begin))
        .route("/sign-in/callback", any(session::finish))
        .route("/sign-out", any(session::end));
    let certificates = Router::new()
        .route("/credentials/{number}", any(page::certificate))
        .route("/credentials/{number}/", any(page::certificate))
        .route("/credentials/{number}/document", any(document::credential))
        .route("/credentials/{number}/certificate.pdf", any(document::paper))
        .route("/credentials/{number}/preview.png", any(document::card))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(app.clone(), recall::recall));
    let pages = Router::new()
        .route("/records/shared/{token}", any(page::shared_record))
        .route("/records/shared/{token}/", any(page::shared_record))
        .route("/records/{name}", any(page::record))
        .route("/personal-data.json", any(personal_data::show))
        .fallback(page::other)
        .layer(CompressionLayer::new());
    let documents = Router::new()
        .route("/credentials/{number}/private-document", any(private_document::show))
        .route("/credentials/{number}/qr.svg", any(qr::certificate))
        .route("/records/shared/{token}/qr.svg", any(qr::shared_record))
        .route("/previews/{number}", any(document::preview))
        .layer(CompressionLayer::new());
    Router::new()
        .route("/assets", any(asset::receive))
        .route("/assets/{hash}", any(asset::show))
        .route("/.well-known/jwks.json", get(key_set::show))
        .route("/site.css", any(theme::show))
        .route("/audit-trail.csv", any(trail_file::csv))
        .route("/audit-trail.jsonl", any(trail_file::json_lines))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .merge(api)
        .merge(sessions)
        .merge(certificates)
        .merge(documents)
        .merge(pages)
        .method_not_allowed_fallback(error::method_not_allowed)
        // The last one added is the outermost.
        .layer(from_fn_with_state(app.clone(), layer::addressee))
        .layer(from_fn(layer::framing))
        .layer(CatchPanicLayer::custom(error::panicked))
        .layer(from_fn_with_state(app.clone(), layer::security_headers))
        .layer(from_fn(layer::observe))
        .with_state(app)
}

/// The routes of the metrics listener.
pub fn metrics_router(handle: &'static PrometheusHandle) -> Router {
    Router::new().route(
        "/metrics",
        get(async || {
            (
                [(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")],
                handle.render(),
            )
        }),
    )
}

/// Whether the folder of the built app can be served.
pub fn check_web_dir(config: &Config) -> Result<(), ConfigError> {
    page::WebApp::load(config).map(drop)
}

/// Lets the apps of the configured origins call the API: with tokens, and with cookies those that are trusted with the platform's.
fn cors(config: &Config) -> Option<CorsLayer> {
    let values = |origins: &[Url]| -> Vec<HeaderValue> {
        let texts = origins.iter().map(|it| it.origin().ascii_serialization());
        texts.filter_map(|it| it.parse().ok()).collect()
    };
    let trusted = values(&config.jwt.cookie_origins);
    let origins = [values(&config.cors_origins), trusted.clone()].concat();
    if origins.is_empty() {
        return None;
    }
    Some(
        CorsLayer::new()
            .allow_origin(AllowOrigin::list(origins))
            .allow_credentials(AllowCredentials::predicate(move |origin, _| trusted.contains(origin)))
            .allow_methods([Method::POST])
            .allow_headers([AUTHORIZATION, CONTENT_TYPE, layer::REQUEST_ID, origin::USE_JWT_COOKIE])
            .expose_headers([layer::REQUEST_ID, HeaderName::from_static("retry-after")])
            .max_age(std::time::Duration::from_mins(10)),
    )
}
