//! Pictures that staff give.

use gloo_net::http::Request;
use js_sys::Reflect;
use serde::Deserialize;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortSignal, Blob, HtmlInputElement};

use super::path;
use crate::api::error::{ApiError, Failure};
use crate::api::session::{CSRF_HEADER, csrf_token};

/// A picture may be large and the line slow.
const PATIENCE_MS: u32 = 120_000;
/// As much as the server takes: 1 MiB.
const MAX_BYTES: f64 = 1_048_576.0;
const KINDS: [&str; 3] = ["image/png", "image/jpeg", "image/webp"];

/// What the server keeps.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct Uploaded {
    /// For mutations.
    pub(super) id: String,
    /// Where anybody sees it.
    pub(super) url: String,
    /// What people call it.
    pub(super) name: String,
}

/// Why a picture was not kept.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Refusal {
    /// Neither PNG nor JPEG nor WebP.
    Kind,
    /// It has too many bytes.
    TooLarge,
    /// It cannot be read as a picture, or has too many pixels.
    Unreadable,
    /// No answer that could be used.
    Failed(ApiError),
}

#[derive(Deserialize)]
struct Body {
    asset: Uploaded,
}

/// Sends the file that was chosen; none where none was.
pub(super) async fn upload(field: HtmlInputElement) -> Option<Result<Uploaded, Refusal>> {
    let file = Reflect::get(&field, &JsValue::from_str("files"))
        .and_then(|files| Reflect::get_u32(&files, 0))
        .ok()?;
    let file = file.dyn_into::<Blob>().ok()?;
    let name = Reflect::get(&file, &JsValue::from_str("name")).ok()?.as_string();
    Some(send(file, &name.unwrap_or_default()).await)
}

async fn send(file: Blob, name: &str) -> Result<Uploaded, Refusal> {
    let kind = file.type_();
    if !KINDS.contains(&kind.as_str()) {
        return Err(Refusal::Kind);
    }
    if file.size() > MAX_BYTES {
        return Err(Refusal::TooLarge);
    }
    let lost = |failure| {
        Refusal::Failed(ApiError {
            failure,
            request_id: None,
        })
    };
    let mut request = Request::post(&path::assets(name))
        .header("content-type", &kind)
        .abort_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE_MS)));
    if let Some(token) = csrf_token() {
        request = request.header(CSRF_HEADER, &token);
    }
    let request = request.body(file).map_err(|_| lost(Failure::Unreachable))?;
    let response = request.send().await.map_err(|_| lost(Failure::Unreachable))?;
    match response.status() {
        200 | 201 => {
            let body = response.text().await.map_err(|_| lost(Failure::Unreachable))?;
            let body: Body = serde_json::from_str(&body).map_err(|_| lost(Failure::Unreadable))?;
            Ok(body.asset)
        }
        413 => Err(Refusal::TooLarge),
        415 => Err(Refusal::Kind),
        400 | 422 => Err(Refusal::Unreadable),
        status => Err(Refusal::Failed(ApiError {
            failure: Failure::Status(status),
            request_id: response.headers().get("x-request-id"),
        })),
    }
}
