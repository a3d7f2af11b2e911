//! What can go wrong between the app and the server, told by what a visitor can do about it.
//!
//! Invariant: every answer of the server, however broken, becomes data or exactly one `Failure`.

use serde::Deserialize;
use serde_json::value::RawValue;

/// A request that brought no data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ApiError {
    /// Why.
    pub(crate) failure: Failure,
    /// The server's name for this request (`x-request-id`), for a report to support.
    pub(crate) request_id: Option<String>,
}

impl ApiError {
    /// Whether signing in is the way on: nobody is, or not any more.
    pub(crate) fn needs_sign_in(&self) -> bool {
        matches!(
            self.failure,
            Failure::Refused(ErrorCode::Unauthenticated) | Failure::Status(401)
        )
    }
}

/// Why a request brought no data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// No answer: offline, refused, cut off or too late.
    Unreachable,
    /// An answer that is not GraphQL, with this HTTP status: mostly a proxy's own page.
    Status(u16),
    /// The server understood and said no.
    Refused(ErrorCode),
    /// An answer that does not fit the question: app and server are of different ages.
    Unreadable,
}

/// The server's closed list of error codes (`extensions.code`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum ErrorCode {
    /// Not a GraphQL request.
    BadRequest,
    /// The query is no GraphQL.
    ParseFailed,
    /// The query does not fit the schema.
    ValidationFailed,
    /// The query is too large or too costly.
    LimitExceeded,
    /// An argument's value is impossible.
    BadUserInput,
    /// Nobody is signed in, or the token is no good.
    Unauthenticated,
    /// Signed in, but not allowed.
    Forbidden,
    /// What was asked for does not exist, as far as the caller may know.
    NotFound,
    /// Somebody else was faster.
    Conflict,
    /// Too many requests.
    RateLimited,
    /// A service that the server needs does not answer.
    UpstreamUnavailable,
    /// The server cannot work right now.
    Unavailable,
    /// The work took too long.
    Timeout,
    /// A defect of the server.
    Internal,
    /// A code that this app does not know: the server is newer.
    #[serde(other)]
    Unlisted,
}

/// Data as it came, or the reason for its absence, from what the wire brought.
pub(crate) fn read_answer(status: u16, body: &str) -> Result<Box<RawValue>, Failure> {
    let Ok(response) = serde_json::from_str::<Response>(body) else {
        return Err(if is_success(status) {
            Failure::Unreadable
        } else {
            Failure::Status(status)
        });
    };
    if let Some(error) = response.errors.unwrap_or_default().into_iter().next() {
        let code = error.extensions.and_then(|it| it.code).unwrap_or(ErrorCode::Unlisted);
        return Err(Failure::Refused(code));
    }
    match response.data {
        Some(data) if is_success(status) => Ok(data),
        _ if is_success(status) => Err(Failure::Unreadable),
        _ => Err(Failure::Status(status)),
    }
}

/// An answer by the rules of GraphQL. Its data is read when it is known what was asked, and once.
#[derive(Deserialize)]
struct Response {
    data: Option<Box<RawValue>>,
    errors: Option<Vec<ResponseError>>,
}

#[derive(Deserialize)]
struct ResponseError {
    extensions: Option<Extensions>,
}

#[derive(Deserialize)]
struct Extensions {
    code: Option<ErrorCode>,
}

fn is_success(status: u16) -> bool {
    (200..300).contains(&status)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{ErrorCode, Failure, read_answer};

    fn read(status: u16, body: &str) -> Result<Value, Failure> {
        let data = read_answer(status, body)?;
        Ok(serde_json::from_str(data.get()).expect("the data is JSON"))
    }

    #[test]
    fn data_is_handed_on() {
        assert_eq!(
            read(200, r#"{"data":{"credential":null}}"#),
            Ok(json!({ "credential": null }))
        );
    }

    #[test]
    fn each_code_of_the_server_has_its_variant() {
        for (code, expected) in [
            ("BAD_REQUEST", ErrorCode::BadRequest),
            ("PARSE_FAILED", ErrorCode::ParseFailed),
            ("VALIDATION_FAILED", ErrorCode::ValidationFailed),
            ("LIMIT_EXCEEDED", ErrorCode::LimitExceeded),
            ("BAD_USER_INPUT", ErrorCode::BadUserInput),
            ("UNAUTHENTICATED", ErrorCode::Unauthenticated),
            ("FORBIDDEN", ErrorCode::Forbidden),
            ("NOT_FOUND", ErrorCode::NotFound),
            ("CONFLICT", ErrorCode::Conflict),
            ("RATE_LIMITED", ErrorCode::RateLimited),
            ("UPSTREAM_UNAVAILABLE", ErrorCode::UpstreamUnavailable),
            ("UNAVAILABLE", ErrorCode::Unavailable),
            ("TIMEOUT", ErrorCode::Timeout),
            ("INTERNAL", ErrorCode::Internal),
            ("SOMETHING_NEW", ErrorCode::Unlisted),
        ] {
            let body = json!({ "errors": [{ "message": "no", "extensions": { "code": code, "retryable": false } }] });
            for status in [200, 400, 503] {
                assert_eq!(
                    read(status, &body.to_string()),
                    Err(Failure::Refused(expected)),
                    "{code} {status}"
                );
            }
        }
    }

    #[test]
    fn an_error_without_a_code_is_still_a_refusal() {
        for body in [
            r#"{"errors":[{"message":"no"}]}"#,
            r#"{"data":null,"errors":[{"message":"no","extensions":{}}]}"#,
        ] {
            assert_eq!(read(200, body), Err(Failure::Refused(ErrorCode::Unlisted)), "{body}");
        }
    }

    #[test]
    fn data_beside_an_error_is_not_trusted() {
        let body = r#"{"data":{"credential":null},"errors":[{"message":"no","extensions":{"code":"TIMEOUT"}}]}"#;
        assert_eq!(read(200, body), Err(Failure::Refused(ErrorCode::Timeout)));
    }

    #[test]
    fn what_is_not_graphql_is_told_by_its_status() {
        assert_eq!(read(502, "<h1>Bad gateway</h1>"), Err(Failure::Status(502)));
        assert_eq!(read(429, ""), Err(Failure::Status(429)));
        assert_eq!(read(500, r#"{"data":{"credential":null}}"#), Err(Failure::Status(500)));
        assert_eq!(
            read(200, "<html>sign in to the network</html>"),
            Err(Failure::Unreadable)
        );
        assert_eq!(read(200, "{}"), Err(Failure::Unreadable));
        assert_eq!(read(200, ""), Err(Failure::Unreadable));
    }
}
