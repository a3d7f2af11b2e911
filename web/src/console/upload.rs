//! Pictures that staff give.

use gloo_net::http::Request;
use js_sys::{Array, Reflect};
use leptos_i18n::I18nContext;
use serde::Deserialize;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortSignal, Blob, HtmlInputElement};

use super::path;
use crate::api::error::{ApiError, Failure};
use crate::api::session::{CSRF_HEADER, csrf_token, ended};
use crate::component::failure::explanation;
use crate::i18n::{Locale, t_string};

/// A picture may be large and the line slow.
const PATIENCE_MS: u32 = 120_000;
/// As much as the server takes: 1 MiB.
const MAX_BYTES: f64 = 1_048_576.0;
const KINDS: [&str; 3] = ["image/png", "image/jpeg", "image/webp"];

/// What a field for pictures takes.
pub(super) const ACCEPTED: &str = "image/png,image/jpeg,image/webp";

/// What the server keeps.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct Uploaded {
    /// For mutations.
    pub(super) id: String,
    /// Where anybody sees it.
    pub(super) url: String,
    /// What people call it.
    pub(super) name: String,
    /// In pixels.
    pub(super) width: i32,
    pub(super) height: i32,
    /// Whether it was not kept before.
    #[serde(skip)]
    pub(super) is_new: bool,
}

/// Why a picture was not kept.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Refusal {
    /// Neither PNG nor JPEG nor WebP.
    Kind,
    /// It has too many bytes.
    TooLarge,
    /// It cannot be read as a picture.
    Unreadable,
    /// It has too many pixels.
    TooManyPixels,
    /// It would take too many bytes as the server keeps it.
    TooDetailed,
    /// The site has as many as it may.
    Full,
    /// No answer that could be used.
    Failed(ApiError),
}

/// What is said of a refusal.
pub(super) fn words(i18n: I18nContext<Locale>, refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Kind => t_string!(i18n, console.signatory.bad_kind),
        Refusal::TooLarge => t_string!(i18n, console.signatory.too_large),
        Refusal::Unreadable => t_string!(i18n, console.signatory.unreadable),
        Refusal::TooManyPixels => t_string!(i18n, console.signatory.too_many_pixels),
        Refusal::TooDetailed => t_string!(i18n, console.signatory.too_detailed),
        Refusal::Full => t_string!(i18n, console.assets.full),
        Refusal::Failed(error) => explanation(i18n, error),
    }
}

#[derive(Deserialize)]
struct Body {
    asset: Uploaded,
}

#[derive(Deserialize)]
struct Refused {
    errors: Vec<RefusedError>,
}

#[derive(Deserialize)]
struct RefusedError {
    extensions: Extensions,
}

#[derive(Deserialize)]
struct Extensions {
    /// Which limit it is about; none where it is about none.
    limit: Option<String>,
}

/// Why the server keeps no such picture.
fn refusal(body: &str) -> Refusal {
    let refused: Option<Refused> = serde_json::from_str(body).ok();
    let error = refused.and_then(|it| it.errors.into_iter().next());
    match error.and_then(|it| it.extensions.limit).as_deref() {
        Some("assets") => Refusal::Full,
        Some("pixels") => Refusal::TooManyPixels,
        Some("bytes") => Refusal::TooDetailed,
        Some(_) | None => Refusal::Unreadable,
    }
}

/// The files that were chosen.
pub(super) fn files(field: &HtmlInputElement) -> Vec<Blob> {
    let files = Reflect::get(field, &JsValue::from_str("files")).ok();
    let files = files.filter(JsValue::is_object).map(|it| Array::from(&it));
    files
        .iter()
        .flat_map(Array::iter)
        .filter_map(|it| it.dyn_into().ok())
        .collect()
}

/// What a file is called.
pub(super) fn name(file: &Blob) -> String {
    let name = Reflect::get(file, &JsValue::from_str("name")).ok();
    name.and_then(|it| it.as_string()).unwrap_or_default()
}

/// Sends the file that was chosen; none where none was.
pub(super) async fn upload(field: HtmlInputElement) -> Option<Result<Uploaded, Refusal>> {
    let file = files(&field).into_iter().next()?;
    Some(send(file).await)
}

/// Sends a file.
pub(super) async fn send(file: Blob) -> Result<Uploaded, Refusal> {
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
    let mut request = Request::post(&path::assets(&name(&file)))
        .header("content-type", &kind)
        .abort_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE_MS)));
    if let Some(token) = csrf_token() {
        request = request.header(CSRF_HEADER, &token);
    }
    let request = request.body(file).map_err(|_| lost(Failure::Unreachable))?;
    let response = request.send().await.map_err(|_| lost(Failure::Unreachable))?;
    let status = response.status();
    let request_id = response.headers().get("x-request-id");
    let body = response.text().await.map_err(|_| lost(Failure::Unreachable))?;
    match status {
        200 | 201 => {
            let Body { asset } = serde_json::from_str(&body).map_err(|_| lost(Failure::Unreadable))?;
            Ok(Uploaded {
                is_new: status == 201,
                ..asset
            })
        }
        413 => Err(Refusal::TooLarge),
        415 => Err(Refusal::Kind),
        400 | 422 => Err(refusal(&body)),
        status => {
            let error = ApiError {
                failure: Failure::Status(status),
                request_id,
            };
            if error.needs_sign_in() {
                ended();
            }
            Err(Refusal::Failed(error))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Refusal, refusal};

    #[test]
    fn limits_are_told_apart() {
        let told = |extensions: &str| {
            refusal(&format!(
                "{{\"errors\":[{{\"message\":\"No.\",\"extensions\":{extensions}}}]}}"
            ))
        };
        let limit = |name: &str| told(&format!("{{\"code\":\"LIMIT_EXCEEDED\",\"limit\":\"{name}\"}}"));
        assert_eq!(limit("assets"), Refusal::Full);
        assert_eq!(limit("pixels"), Refusal::TooManyPixels);
        assert_eq!(limit("bytes"), Refusal::TooDetailed);
        assert_eq!(told("{\"code\":\"BAD_USER_INPUT\"}"), Refusal::Unreadable);
        assert_eq!(refusal("<html>"), Refusal::Unreadable);
    }
}
