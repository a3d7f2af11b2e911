//! Addresses of pages as QR codes, for cameras, on screens and on paper: `/credentials/<number>/qr.svg` and
//! `/records/shared/<token>/qr.svg`.
//!
//! They are drawn from the address alone and tell nothing of whether there is such a page.

use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY};
use axum::http::{HeaderName, HeaderValue, Method, Response};
use axum::response::IntoResponse;
use fast_qr::convert::Builder as _;
use fast_qr::convert::svg::SvgBuilder;
use fast_qr::qr::QRBuilder;

use super::app::App;
use super::error::{Code, Refusal};
use super::tenant::Tenant;
use crate::domain::learning_object::parse_uuid;

/// Light fields around the code, without which cameras do not find it (ISO/IEC 18004).
const MARGIN: usize = 4;
/// A certificate's address never changes, but the host that it names may.
const KEPT: HeaderValue = HeaderValue::from_static("public, max-age=86400");
/// A link to a record is nobody's to keep.
const NOT_KEPT: HeaderValue = HeaderValue::from_static("private, max-age=0");
const POLICY: HeaderValue = HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'");
const NOT_INDEXED: HeaderName = HeaderName::from_static("x-robots-tag");

/// The code of a certificate's address.
pub(super) async fn certificate(
    State(app): State<App>,
    number: Result<Path<String>, PathRejection>,
    request: Request,
) -> Response<Body> {
    let unfit = "This is not the number of a certificate.";
    let drawn = draw(&app, &request, number, "credentials", unfit);
    drawn.map_or_else(Refusal::into_response, |code| {
        ([(CACHE_CONTROL, KEPT)], code).into_response()
    })
}

/// The code of the address of a link to a record.
pub(super) async fn shared_record(
    State(app): State<App>,
    token: Result<Path<String>, PathRejection>,
    request: Request,
) -> Response<Body> {
    let headers = [
        (CACHE_CONTROL, NOT_KEPT),
        (NOT_INDEXED, HeaderValue::from_static("noindex")),
        (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    ];
    let unfit = "This is not a link to a record.";
    let drawn = draw(&app, &request, token, "records/shared", unfit);
    drawn.map_or_else(Refusal::into_response, |code| (headers, code).into_response())
}

/// Draws the address of what has this number below `folder`.
fn draw(
    app: &App,
    request: &Request,
    number: Result<Path<String>, PathRejection>,
    folder: &str,
    unfit: &'static str,
) -> Result<impl IntoResponse + use<>, Refusal> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(Refusal::method("GET, HEAD"));
    }
    let number = number.ok().and_then(|Path(number)| parse_uuid(&number));
    let number = number.ok_or_else(|| Refusal::new(Code::NotFound, unfit))?;
    let origin = Tenant::of(request.extensions()).origin(app);
    let base = origin.as_str().trim_end_matches('/');
    let code = QRBuilder::new(format!("{base}/{folder}/{}", number.simple()))
        .build()
        .map_err(|error| {
            tracing::error!(%error, "an address does not fit into a code");
            Refusal::new(Code::Internal, "Something went wrong on our side.")
        })?;
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("image/svg+xml")),
        (CONTENT_SECURITY_POLICY, POLICY),
    ];
    Ok((headers, SvgBuilder::default().margin(MARGIN).to_str(&code)))
}
