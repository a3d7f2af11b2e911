//! Writes the answer: which status, which errors, how large.
//!
//! Every error has a code of the closed list; one that nobody foresaw is logged and told as `INTERNAL`, with nothing but the
//! request's id.

use std::io::{self, Write};

use async_graphql::{PathSegment, Pos, Response, ServerError, Value};
use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use serde::Serialize;
use serde_json::Map;

use super::accept::MediaType;
use crate::http::error::{Code, Refusal, milliseconds};

/// Most errors of one answer.
const MAX_ERRORS: usize = 10;
/// Longest message of an error, in bytes.
const MAX_MESSAGE: usize = 300;
/// Most places that an error points at.
const MAX_LOCATIONS: usize = 4;

#[derive(Serialize)]
struct Answer<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<Error<'a>>,
}

#[derive(Serialize)]
struct Error<'a> {
    message: String,
    #[serde(skip_serializing_if = "<[Pos]>::is_empty")]
    locations: &'a [Pos],
    #[serde(skip_serializing_if = "<[PathSegment]>::is_empty")]
    path: &'a [PathSegment],
    extensions: Map<String, serde_json::Value>,
    #[serde(skip)]
    code: Code,
}

/// An answer as it is sent.
pub(super) struct Written {
    status: StatusCode,
    pub(super) body: Bytes,
    retry_after: Option<HeaderValue>,
    /// Whether there are no errors, and no root field is null.
    pub(super) is_whole: bool,
}

impl Written {
    /// The answer of such a body that [is whole](Self::is_whole).
    pub(super) fn whole(body: Bytes) -> Self {
        Self {
            status: StatusCode::OK,
            body,
            retry_after: None,
            is_whole: true,
        }
    }

    /// The answer over HTTP.
    pub(super) fn into_response(self, media_type: MediaType) -> axum::http::Response<Body> {
        let mut response = axum::http::Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type.as_str()));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(retry_after) = self.retry_after {
            headers.insert(RETRY_AFTER, retry_after);
        }
        response
    }
}

/// The answer to an executed request; refused where it is too large.
pub(super) fn write(
    response: &Response,
    media_type: MediaType,
    request_id: &str,
    max_bytes: usize,
) -> Result<Written, Refusal> {
    let has_data = !is_refused_whole(response);
    let errors: Vec<Error<'_>> = response
        .errors
        .iter()
        .take(MAX_ERRORS)
        .map(|it| told(it, has_data, request_id))
        .collect();
    let first = errors.first().map(|it| it.code);
    let status = match first {
        Some(code) if response.data == Value::Null || !has_data => status(code, media_type),
        Some(_) | None => StatusCode::OK,
    };
    // The executor says nothing where every field was skipped; the specification has an empty object.
    let nothing = Value::Object(async_graphql::indexmap::IndexMap::new());
    let data = if response.data == Value::Null && errors.is_empty() {
        &nothing
    } else {
        &response.data
    };
    let is_whole =
        errors.is_empty() && matches!(data, Value::Object(fields) if fields.values().all(|it| *it != Value::Null));
    let answer = Answer {
        data: has_data.then_some(data),
        errors,
    };
    let mut body = Capped {
        bytes: Vec::with_capacity(512),
        max: max_bytes,
    };
    if serde_json::to_writer(&mut body, &answer).is_err() {
        tracing::warn!("an answer grew beyond its limit");
        return Err(Refusal::limit(
            "RESPONSE",
            "The answer would be too large; ask for less.",
        ));
    }
    let retry_after = first
        .filter(|_| !status.is_success())
        .and_then(Code::retry_after_header);
    Ok(Written {
        status,
        body: body.bytes.into(),
        retry_after,
        is_whole,
    })
}

/// The refusal of a document, with the status that the media type wants.
pub(super) fn in_media_type(refusal: Refusal, media_type: MediaType) -> Refusal {
    Refusal {
        status: status(refusal.code, media_type),
        ..refusal
    }
}

/// The status of an answer without data. With `application/json`, requests that were understood are answered 200, as the
/// GraphQL-over-HTTP specification has it, unless the transport itself must react: sign in, wait, ask for less.
fn status(code: Code, media_type: MediaType) -> StatusCode {
    match (media_type, code) {
        (
            MediaType::Json,
            Code::ParseFailed
            | Code::ValidationFailed
            | Code::BadUserInput
            | Code::Forbidden
            | Code::NotFound
            | Code::Conflict
            | Code::IdempotencyMismatch,
        ) => StatusCode::OK,
        (MediaType::Json | MediaType::GraphqlResponse, code) => code.status(),
    }
}

/// Whether nothing was executed: the document does not fit the schema, or no value of any root field was acceptable.
fn is_refused_whole(response: &Response) -> bool {
    if response.errors.is_empty() {
        return false;
    }
    let is_empty = match &response.data {
        Value::Null => true,
        Value::Object(fields) => fields.values().all(|it| *it == Value::Null),
        _ => false,
    };
    is_empty
        && response
            .errors
            .iter()
            .all(|it| it.path.is_empty() || is_unacceptable_value(it))
}

/// Whether a root field was refused for what was asked of it, before it did anything. Values that the executor cannot read
/// have neither code nor source.
fn is_unacceptable_value(error: &ServerError) -> bool {
    let is_input = match error.extensions.as_ref().and_then(|it| it.get("code")) {
        Some(Value::String(code)) => matches!(Code::parse(code), Some(Code::BadUserInput | Code::LimitExceeded)),
        Some(_) => false,
        None => true,
    };
    error.path.len() == 1 && error.source.is_none() && is_input
}

fn told<'a>(error: &'a ServerError, has_data: bool, request_id: &str) -> Error<'a> {
    let given = match error.extensions.as_ref().and_then(|it| it.get("code")) {
        Some(Value::String(code)) => Some(Code::parse(code).unwrap_or(Code::Internal)),
        Some(Value::Enum(code)) => Some(Code::parse(code.as_str()).unwrap_or(Code::Internal)),
        Some(_) => Some(Code::Internal),
        None => None,
    };
    let code = given.unwrap_or(match (error.path.is_empty(), error.source.is_some()) {
        (true, false) if !has_data => Code::ValidationFailed,
        (_, true) => Code::Internal,
        (_, false) => Code::BadUserInput,
    });
    let mut extensions = match error.extensions.as_ref().map(serde_json::to_value) {
        Some(Ok(serde_json::Value::Object(extensions))) if code != Code::Internal => extensions,
        _ => Map::new(),
    };
    extensions.insert("code".to_owned(), code.as_str().into());
    let retry_after = code.retry_after();
    extensions.insert("retryable".to_owned(), retry_after.is_some().into());
    if let Some(retry_after) = retry_after {
        extensions.insert("retryAfterMs".to_owned(), milliseconds(retry_after));
    }
    let message = if code == Code::Internal {
        let cause = error
            .source::<anyhow::Error>()
            .map_or_else(|| error.message.clone(), |it| format!("{it:#}"));
        tracing::error!(error = shortened(&cause), "a resolver failed");
        extensions.insert("requestId".to_owned(), request_id.into());
        "Something went wrong on our side.".to_owned()
    } else {
        shortened(&error.message)
    };
    // An error of the whole request has no place in the document.
    let is_placed = error.locations.first().is_some_and(|it| it.line > 0);
    let locations = if is_placed {
        &error.locations[..error.locations.len().min(MAX_LOCATIONS)]
    } else {
        &[]
    };
    Error {
        message,
        locations,
        path: &error.path,
        extensions,
        code,
    }
}

fn shortened(message: &str) -> String {
    if message.len() <= MAX_MESSAGE {
        return message.to_owned();
    }
    let mut short = message[..message.floor_char_boundary(MAX_MESSAGE - '…'.len_utf8())].to_owned();
    short.push('…');
    short
}

/// Takes bytes up to a limit.
struct Capped {
    bytes: Vec<u8>,
    max: usize,
}

impl Write for Capped {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.max {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::{Response, ServerError, Value, value};

    use super::{MediaType, shortened, status, write};
    use crate::http::error::Code;

    fn error(message: &str, code: Option<&str>) -> ServerError {
        let mut error = ServerError::new(message, None);
        error.extensions = code.map(|code| {
            let mut extensions = async_graphql::ErrorExtensionValues::default();
            extensions.set("code", code);
            extensions
        });
        error
    }

    async fn written(response: Response, media_type: MediaType, max: usize) -> (u16, serde_json::Value) {
        let response = match write(&response, media_type, "request-1", max) {
            Ok(written) => written.into_response(media_type),
            Err(refusal) => refusal.answer(media_type.as_str()),
        };
        let status = response.status().as_u16();
        let body = axum::body::to_bytes(response.into_body(), usize::MAX)
            .await
            .expect("has a body");
        (status, serde_json::from_slice(&body).expect("is JSON"))
    }

    #[tokio::test]
    async fn nothing_executed_means_no_data() {
        let response = || Response::from_errors(vec![error("no such field", None)]);
        let (status, body) = written(response(), MediaType::GraphqlResponse, 1_000).await;
        assert_eq!((status, body.get("data")), (400, None));
        assert_eq!(body["errors"][0]["extensions"]["code"], "VALIDATION_FAILED");
        assert_eq!(written(response(), MediaType::Json, 1_000).await.0, 200);
    }

    #[tokio::test]
    async fn nothing_asked_for_is_an_empty_object() {
        let (status, body) = written(Response::new(Value::Null), MediaType::GraphqlResponse, 1_000).await;
        assert_eq!((status, body.to_string().as_str()), (200, r#"{"data":{}}"#));
    }

    #[tokio::test]
    async fn data_beside_errors_is_an_answer() {
        let mut response = Response::new(value!({ "a": 1, "b": null }));
        let mut failed = error("hidden", Some("FORBIDDEN"));
        failed.path = vec![async_graphql::PathSegment::Field("b".to_owned())];
        response.errors.push(failed);
        let (status, body) = written(response, MediaType::GraphqlResponse, 1_000).await;
        assert_eq!((status, &body["data"]["a"]), (200, &1.into()));
        assert_eq!(body["errors"][0]["extensions"]["retryable"], false);
    }

    #[tokio::test]
    async fn what_nobody_foresaw_is_told_without_its_reason() {
        let mut failed = error("disk of db.internal is full", None);
        failed.source = Some(std::sync::Arc::new(0_u8));
        failed.path = vec![async_graphql::PathSegment::Field("a".to_owned())];
        let mut response = Response::new(Value::Null);
        response.errors.push(failed);
        let (status, body) = written(response, MediaType::Json, 1_000).await;
        assert_eq!(status, 500);
        assert_eq!(body["errors"][0]["extensions"]["requestId"], "request-1");
        assert!(!body.to_string().contains("internal is full"), "{body}");
    }

    #[tokio::test]
    async fn answers_and_their_errors_are_bounded() {
        let response = Response::new(value!({ "a": "x".repeat(1_000) }));
        let (status, body) = written(response, MediaType::Json, 500).await;
        assert_eq!(
            (status, &body["errors"][0]["extensions"]["limit"]),
            (400, &"RESPONSE".into())
        );
        let many = Response::from_errors(vec![error(&"é".repeat(1_000), None); 50]);
        let (_, body) = written(many, MediaType::Json, 100_000).await;
        assert_eq!(body["errors"].as_array().map(Vec::len), Some(10));
        assert!(shortened(&"é".repeat(1_000)).len() <= 300);
    }

    #[test]
    fn callers_who_must_act_are_told_by_the_status() {
        for (code, json) in [
            (Code::Unauthenticated, 401),
            (Code::Timeout, 503),
            (Code::LimitExceeded, 400),
            (Code::ParseFailed, 200),
        ] {
            assert_eq!(status(code, MediaType::Json).as_u16(), json, "{code:?}");
        }
    }
}
