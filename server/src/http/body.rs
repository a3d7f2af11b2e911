//! Bodies of requests: read whole, within a size and a time.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use tokio::time::timeout;

use super::error::{Code, Refusal};

/// Reads a body of at most `max` bytes that arrives within `patience`; a longer one is refused as `too_large` says.
pub(super) async fn read(
    body: Body,
    patience: Duration,
    max: usize,
    too_large: fn() -> Refusal,
) -> Result<Bytes, Refusal> {
    match timeout(patience, Limited::new(body, max).collect()).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(too_large()),
        Ok(Err(_)) => Err(Refusal::new(Code::BadRequest, "The body ended early or is damaged.").last()),
        Err(_) => Err(Refusal::with_status(
            StatusCode::REQUEST_TIMEOUT,
            Code::Timeout,
            "The body did not arrive in time.",
        )
        .last()),
    }
}
