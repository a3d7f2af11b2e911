//! Files of the built app.

use std::path::Path;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, HeaderValue};
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse as _;
use tower::ServiceExt as _;
use tower_http::services::ServeDir;

/// Digits of the hash that Trunk puts into the names of files.
const HASH_DIGITS: usize = 16;

/// Files of the built app.
pub(super) struct Assets(ServeDir);

impl Assets {
    pub(super) fn of(folder: &Path) -> Self {
        // Compressed siblings are taken where there are some: they are made once, and better than in passing.
        Self(
            ServeDir::new(folder)
                .append_index_html_on_directories(false)
                .precompressed_br()
                .precompressed_gzip(),
        )
    }

    pub(super) async fn answer(&self, request: Request) -> Response<Body> {
        let is_hashed = is_hashed(request.uri().path());
        let Ok(response) = self.0.clone().oneshot(request).await;
        let mut response = response.map(Body::new);
        let status = response.status();
        if !(status.is_success() || status == StatusCode::NOT_MODIFIED || status == StatusCode::RANGE_NOT_SATISFIABLE) {
            return (StatusCode::NOT_FOUND, [(CACHE_CONTROL, "no-cache")]).into_response();
        }
        let cache = if is_hashed {
            "public, max-age=31536000, immutable"
        } else {
            "public, max-age=3600"
        };
        response
            .headers_mut()
            .insert(CACHE_CONTROL, HeaderValue::from_static(cache));
        response
    }
}

/// Whether an address is spelled plainly: nothing encoded, doubled or hidden.
pub(super) fn is_plain(path: &str) -> bool {
    path.split('/').skip(1).all(|segment| {
        !segment.is_empty()
            && !segment.starts_with('.')
            && segment
                .bytes()
                .all(|it| it.is_ascii_alphanumeric() || matches!(it, b'.' | b'-' | b'_' | b'~'))
    })
}

/// Whether an address is that of a file: pages have no dot in their last segment. What starts an app is no file.
pub(super) fn is_asset(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    is_plain(path) && name.contains('.') && name != "index.html"
}

/// Whether the file's name changes with its content.
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.split(['-', '.', '_']).skip(1).any(|part| {
        part.len() >= HASH_DIGITS && part.bytes().all(|it| it.is_ascii_digit() || matches!(it, b'a'..=b'f'))
    })
}

#[cfg(test)]
mod tests {
    use super::{is_asset, is_hashed};

    #[test]
    fn only_plain_names_of_files_are_assets() {
        for (path, expected) in [
            ("/web-0123456789abcdef.js", true),
            ("/snippets/x/inline0.js", true),
            ("/favicon.ico", true),
            ("/index.html", false),
            ("/console/index.html", false),
            ("/console/console-0123456789abcdef.js", true),
            ("/records", false),
            ("/../Cargo.toml", false),
            ("/a/%2e%2e/b.js", false),
            ("//evil.js", false),
            ("/.env", false),
            ("/a%00.js", false),
        ] {
            assert_eq!(is_asset(path), expected, "{path}");
        }
    }

    #[test]
    fn names_with_a_hash_may_be_kept_for_ever() {
        assert!(is_hashed("/web-0123456789abcdef.js"));
        assert!(is_hashed("/web-0123456789abcdef_bg.wasm"));
        assert!(!is_hashed("/favicon.ico"));
        assert!(!is_hashed("/0123456789abcdef"));
    }
}
