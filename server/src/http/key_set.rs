//! `/.well-known/jwks.json`: the public keys of the tokens that the service signs, by which the learning platform verifies them.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, Response, StatusCode};
use axum::response::IntoResponse as _;

use super::app::App;
use crate::config::IdentityConfig;

/// As long as a platform may take to see a new key.
const FRESH: HeaderValue = HeaderValue::from_static("public, max-age=300");

/// The keys, newest first; nothing where the service signs no tokens.
pub(super) async fn show(State(app): State<App>) -> Response<Body> {
    let identity = app.config().platform.as_ref().map(|it| &it.identity);
    let Some(IdentityConfig::OwnTokens { keys, .. }) = identity else {
        return (StatusCode::NOT_FOUND, "This service signs no tokens.\n").into_response();
    };
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("application/jwk-set+json")),
        (CACHE_CONTROL, FRESH),
    ];
    (headers, Json(keys.public())).into_response()
}
