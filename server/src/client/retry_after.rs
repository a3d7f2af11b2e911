//! The header `Retry-After`: seconds, or a date.

use std::time::Duration;

use axum::http::{HeaderMap, header};
use chrono::{DateTime, Utc};

/// Longest pause that another system may ask for.
const MAX: Duration = Duration::from_mins(15);

/// How long an answer asks to be left alone; none where it does not say so, or not in a way that can be read.
pub(super) fn read(headers: &HeaderMap, now: DateTime<Utc>) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    let pause = if !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit()) {
        // More digits than fit are a long time, too.
        Duration::from_secs(text.parse().unwrap_or(u64::MAX))
    } else {
        let date = DateTime::parse_from_rfc2822(text).ok()?;
        (date.to_utc() - now).to_std().unwrap_or_default()
    };
    Some(pause.min(MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_dates_are_read_and_bounded() {
        let now = DateTime::parse_from_rfc3339("2026-11-25T10:00:00Z")
            .expect("a date")
            .to_utc();
        for (text, expected) in [
            ("0", Some(0)),
            ("7", Some(7)),
            ("3600", Some(900)),
            ("99999999999999999999999", Some(900)),
            ("Wed, 25 Nov 2026 10:00:30 GMT", Some(30)),
            ("Wed, 25 Nov 2026 09:00:00 GMT", Some(0)),
            ("abc", None),
            ("-1", None),
            ("1.5", None),
            ("", None),
        ] {
            let headers = HeaderMap::from_iter([(header::RETRY_AFTER, text.parse().expect("a header value"))]);
            assert_eq!(read(&headers, now), expected.map(Duration::from_secs), "{text}");
        }
        assert_eq!(read(&HeaderMap::new(), now), None);
    }
}
