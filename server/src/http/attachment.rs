//! Files that a browser saves under a name of their own.

use axum::body::Body;
use axum::http::Response;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, HeaderName, HeaderValue};
use axum::response::IntoResponse as _;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Longest name of a file, in characters, without its ending.
const MAX_NAME_LENGTH: usize = 100;
/// What may stand as it is in `filename*` (RFC 8187, `attr-char`).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The answer that hands over the record of a program.
pub(super) fn answer(bytes: Vec<u8>, kind: HeaderValue, program: &str, ending: &str) -> Response<Body> {
    named(bytes.into(), kind, "record", program, ending)
}

/// The answer that hands over a file, whose name begins with a word of ours and goes on with what it is about.
pub(super) fn named(body: Body, kind: HeaderValue, word: &str, subject: &str, ending: &str) -> Response<Body> {
    let headers = [
        (CONTENT_TYPE, kind),
        (CONTENT_DISPOSITION, disposition(word, subject, ending)),
        (CACHE_CONTROL, HeaderValue::from_static("private, max-age=0")),
        (
            HeaderName::from_static("x-robots-tag"),
            HeaderValue::from_static("noindex"),
        ),
    ];
    (headers, body).into_response()
}

/// The file's name twice (RFC 6266): in ASCII for old clients, and as it is.
fn disposition(word: &str, subject: &str, ending: &str) -> HeaderValue {
    let name: String = subject
        .chars()
        .map(|it| if it.is_alphanumeric() { it } else { '-' })
        .take(MAX_NAME_LENGTH)
        .collect();
    let words = name.split('-').filter(|it| !it.is_empty());
    let name = std::iter::once(word).chain(words).collect::<Vec<_>>().join("-");
    let name = format!("{name}.{ending}");
    let plain: String = name.chars().map(|it| if it.is_ascii() { it } else { '_' }).collect();
    let encoded = utf8_percent_encode(&name, ENCODED);
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
        .parse()
        .unwrap_or_else(|_| HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_of_the_file_splits_no_header() {
        for (program, expected) in [
            (
                "Data Science",
                "attachment; filename=\"record-Data-Science.csv\"; filename*=UTF-8''record-Data-Science.csv",
            ),
            (
                "a\"; x.csv\r\nX: y",
                "attachment; filename=\"record-a-x-csv-X-y.csv\"; filename*=UTF-8''record-a-x-csv-X-y.csv",
            ),
            (
                "..\\../",
                "attachment; filename=\"record.csv\"; filename*=UTF-8''record.csv",
            ),
            (
                "علم",
                "attachment; filename=\"record-___.csv\"; filename*=UTF-8''record-%D8%B9%D9%84%D9%85.csv",
            ),
        ] {
            assert_eq!(disposition("record", program, "csv"), expected, "{program:?}");
        }
        assert!(disposition("record", &"x".repeat(1000), "pdf").len() < 300);
    }
}
