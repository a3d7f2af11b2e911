//! Files that only who is signed in may have.

use gloo_net::http::Request;
use web_sys::AbortSignal;

use crate::api::error::{ApiError, Failure};
use crate::api::session::{CSRF_HEADER, csrf_token};
use crate::browser;

const PATIENCE_MS: u32 = 20_000;
/// Where the answer gives no name.
const FALLBACK_NAME: &str = "record";

/// Gets the file at this path and hands it to the browser to save.
pub(crate) async fn download(path: &str) -> Result<(), ApiError> {
    download_within(path, PATIENCE_MS).await
}

/// The same for a file that may take long.
pub(crate) async fn download_within(path: &str, patience_ms: u32) -> Result<(), ApiError> {
    let lost = |request_id| ApiError {
        failure: Failure::Unreachable,
        request_id,
    };
    let mut request = Request::get(path).abort_signal(Some(&AbortSignal::timeout_with_u32(patience_ms)));
    if let Some(token) = csrf_token() {
        request = request.header(CSRF_HEADER, &token);
    }
    let response = request.send().await.map_err(|_| lost(None))?;
    let request_id = response.headers().get("x-request-id");
    if !response.ok() {
        return Err(ApiError {
            failure: Failure::Status(response.status()),
            request_id,
        });
    }
    let disposition = response.headers().get("content-disposition").unwrap_or_default();
    let name = file_name(&disposition)
        .and_then(browser::decoded)
        .unwrap_or_else(|| FALLBACK_NAME.to_owned());
    let kind = response.headers().get("content-type").unwrap_or_default();
    let bytes = response.binary().await.map_err(|_| lost(request_id))?;
    browser::save(&name, &kind, &bytes);
    Ok(())
}

/// The encoded name in a `Content-Disposition` (RFC 8187).
fn file_name(disposition: &str) -> Option<&str> {
    let (_, name) = disposition.split_once("filename*=UTF-8''")?;
    Some(name.split(';').next().unwrap_or(name).trim())
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn name_is_the_one_that_holds_every_letter() {
        let both = "attachment; filename=\"record-___.csv\"; filename*=UTF-8''record-%D8%B9.csv";
        assert_eq!(file_name(both), Some("record-%D8%B9.csv"));
        assert_eq!(file_name("attachment; filename*=UTF-8''a.csv; x=y"), Some("a.csv"));
        assert_eq!(file_name("attachment"), None);
    }
}
