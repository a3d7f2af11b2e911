//! `/site.css`: how the site looks, over the app's own style sheets. Pages name it before the app starts, so that nothing changes its
//! colour under the reader's eyes.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, Method, Response};
use axum::response::IntoResponse as _;

use super::app::App;
use super::error::Refusal;
use super::tenant::Tenant;
use crate::render::theme;

/// Long enough for a visit, short enough for who changes the colours and looks.
const KEPT: HeaderValue = HeaderValue::from_static("public, max-age=60");
/// A site that cannot be read now looks as the app does.
const NOT_KEPT: HeaderValue = HeaderValue::from_static("no-store");

/// The style sheet of the site that the host asks for.
pub(super) async fn show(State(app): State<App>, request: Request) -> Response<Body> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Refusal::method("GET, HEAD").into_response();
    }
    let site = Tenant::of(request.extensions()).site(&app).await;
    let (sheet, kept) = match site {
        Ok(site) => (theme::sheet(&site), KEPT),
        Err(_) => (String::new(), NOT_KEPT),
    };
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("text/css; charset=utf-8")),
        (CACHE_CONTROL, kept),
    ];
    (headers, sheet).into_response()
}
