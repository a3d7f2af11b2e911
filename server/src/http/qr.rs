//! `/credentials/<number>/qr.svg`: the address of a certificate's page for cameras, on screens and on paper.
//!
//! It is drawn from the address alone and tells nothing of whether there is such a certificate.

use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderValue, Method, Response};
use axum::response::IntoResponse as _;
use fast_qr::convert::Builder as _;
use fast_qr::convert::svg::SvgBuilder;
use fast_qr::qr::QRBuilder;

use super::app::App;
use super::error::{Code, Refusal};
use super::tenant::Tenant;
use crate::domain::learning_object::parse_uuid;

/// Light fields around the code, without which cameras do not find it (ISO/IEC 18004).
const MARGIN: usize = 4;
/// The address never changes, but the host that it names may.
const KEPT: HeaderValue = HeaderValue::from_static("public, max-age=86400");
const POLICY: HeaderValue = HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'");

/// The code of a certificate's address.
pub(super) async fn show(
    State(app): State<App>,
    number: Result<Path<String>, PathRejection>,
    request: Request,
) -> Response<Body> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Refusal::method("GET, HEAD").into_response();
    }
    let Some(number) = number.ok().and_then(|Path(number)| parse_uuid(&number)) else {
        return Refusal::new(Code::NotFound, "This is not the number of a certificate.").into_response();
    };
    let origin = Tenant::of(request.extensions()).origin(&app);
    let base = origin.as_str().trim_end_matches('/');
    match QRBuilder::new(format!("{base}/credentials/{}", number.simple())).build() {
        Ok(code) => {
            let headers = [
                (CONTENT_TYPE, HeaderValue::from_static("image/svg+xml")),
                (CACHE_CONTROL, KEPT),
                (CONTENT_SECURITY_POLICY, POLICY),
            ];
            (headers, SvgBuilder::default().margin(MARGIN).to_str(&code)).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "an address does not fit into a code");
            Refusal::new(Code::Internal, "Something went wrong on our side.").into_response()
        }
    }
}
