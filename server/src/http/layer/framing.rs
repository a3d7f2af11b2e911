//! Requests whose end is told in two ways. Two readers of one connection could cut it differently, so that what one of them
//! takes for a body is a request to the other.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CONNECTION, TRANSFER_ENCODING};
use axum::http::{HeaderValue, Response};
use axum::middleware::Next;
use axum::response::IntoResponse as _;

use crate::http::connection::Framing;
use crate::http::error::{Code, Refusal};

pub(in crate::http) async fn framing(request: Request, next: Next) -> Response<Body> {
    let is_ambiguous = request
        .extensions()
        .get::<Arc<Framing>>()
        .is_some_and(|it| it.is_ambiguous());
    if is_ambiguous {
        return Refusal::new(Code::BadRequest, "The request's length is not clear.")
            .last()
            .into_response();
    }
    // Only the first chunked request of a connection is watched, so it is also the last.
    let is_chunked = request.headers().contains_key(TRANSFER_ENCODING);
    let mut response = next.run(request).await;
    if is_chunked {
        response
            .headers_mut()
            .insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}
