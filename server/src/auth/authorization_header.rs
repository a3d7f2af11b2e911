//! The `Authorization` header: `JWT TOKEN` or `Bearer TOKEN`, once, and nothing looser. The two mean the same.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;

use crate::auth::error::{AuthError, reason};

/// Longest token, in bytes.
const MAX_TOKEN_LENGTH: usize = 8 << 10;

/// The token, or the key, that the headers carry; none without an `Authorization` header.
pub fn shown_token(headers: &HeaderMap) -> Result<Option<&str>, AuthError> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let Some(value) = values.next() else {
        return Ok(None);
    };
    if values.next().is_some() {
        return Err(AuthError::Invalid(reason::HEADER));
    }

    let text = value.to_str().map_err(|_| AuthError::Invalid(reason::HEADER))?;
    let (scheme, token) = text.split_once(' ').ok_or(AuthError::Invalid(reason::HEADER))?;
    if !scheme.eq_ignore_ascii_case("jwt") && !scheme.eq_ignore_ascii_case("bearer") {
        return Err(AuthError::Invalid(reason::SCHEME));
    }
    if token.len() > MAX_TOKEN_LENGTH {
        return Err(AuthError::Invalid(reason::SIZE));
    }
    let is_token_character = |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_' | b'.');
    if token.is_empty() || !token.bytes().all(is_token_character) {
        return Err(AuthError::Invalid(reason::HEADER));
    }
    Ok(Some(token))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn headers(values: &[&[u8]]) -> HeaderMap {
        values
            .iter()
            .map(|it| (AUTHORIZATION, HeaderValue::from_bytes(it).expect("a header value")))
            .collect()
    }

    #[test]
    fn both_schemes_are_read_in_any_case() {
        for value in ["JWT a.b.c", "jwt a.b.c", "Bearer a.b.c", "bearer a.b.c", "BEARER a.b.c"] {
            assert_eq!(shown_token(&headers(&[value.as_bytes()])), Ok(Some("a.b.c")), "{value}");
        }
    }

    #[test]
    fn no_header_is_nobody() {
        assert_eq!(shown_token(&HeaderMap::new()), Ok(None));
    }

    #[test]
    fn anything_looser_is_refused() {
        let long = format!("JWT {}", "a".repeat(MAX_TOKEN_LENGTH + 1));
        let cases: &[(&[&[u8]], &str)] = &[
            (&[b"JWT a.b.c", b"JWT a.b.c"], reason::HEADER),
            (&[b"JWT a.b.c", b"Basic YTpi"], reason::HEADER),
            (&[b""], reason::HEADER),
            (&[b"JWT"], reason::HEADER),
            (&[b"JWT "], reason::HEADER),
            (&[b"JWT\ta.b.c"], reason::HEADER),
            (&[b"JWT \ta.b.c"], reason::HEADER),
            (&[b"JWT a.b.c\t"], reason::HEADER),
            (&[b"JWT  a.b.c"], reason::HEADER),
            (&[b"JWT a.b.c d"], reason::HEADER),
            (&[b"JWT a.b.c, JWT d.e.f"], reason::HEADER),
            (&[b"JWT a.b.c,JWT"], reason::HEADER),
            (&[b"JWT \"a.b.c\""], reason::HEADER),
            (&[b"JWT a.b.c="], reason::HEADER),
            (&[b"JWT a+b.c/d.e"], reason::HEADER),
            (&[b"JWT a.b.\xff"], reason::HEADER),
            (&[b" JWT a.b.c"], reason::SCHEME),
            (&[b"Basic YTpi"], reason::SCHEME),
            (&[b"Token a.b.c"], reason::SCHEME),
            (&[long.as_bytes()], reason::SIZE),
        ];
        for (values, expected) in cases {
            assert_eq!(
                shown_token(&headers(values)),
                Err(AuthError::Invalid(expected)),
                "{values:?}"
            );
        }
    }

    #[test]
    fn a_token_of_the_longest_length_is_read() {
        let value = format!("JWT {}", "a".repeat(MAX_TOKEN_LENGTH));
        assert!(shown_token(&headers(&[value.as_bytes()])).is_ok());
    }
}
