//! Refusals of the transport: status, code and one sentence, never a word of what a library said.

use std::any::Any;
use std::borrow::Cow;
use std::time::Duration;

use axum::body::Body;
use axum::http::header::{ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_TYPE, RETRY_AFTER, SET_COOKIE};
use axum::http::{HeaderValue, Request, Response, StatusCode};
use axum::response::IntoResponse;

use crate::service::Fault;
use crate::service::record_share::WINDOW;

/// The closed list of error codes of the API (`extensions.code`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// The request is not one that the API understands.
    BadRequest,
    /// The document is not GraphQL.
    ParseFailed,
    /// The document does not fit the schema.
    ValidationFailed,
    /// The request asks for more than its caller may.
    LimitExceeded,
    /// A value is not acceptable.
    BadUserInput,
    /// The caller is not, or not acceptably, signed in.
    Unauthenticated,
    /// The caller may not do this.
    Forbidden,
    /// There is no such thing, or the caller may not know of it.
    NotFound,
    /// The thing has changed meanwhile.
    Conflict,
    /// The idempotency key was used for another request.
    IdempotencyMismatch,
    /// Too many requests.
    RateLimited,
    /// Another service does not answer.
    UpstreamUnavailable,
    /// This service cannot answer now.
    Unavailable,
    /// It took too long.
    Timeout,
    /// A fault of the service.
    Internal,
}

impl Code {
    const ALL: [Self; 15] = [
        Self::BadRequest,
        Self::ParseFailed,
        Self::ValidationFailed,
        Self::LimitExceeded,
        Self::BadUserInput,
        Self::Unauthenticated,
        Self::Forbidden,
        Self::NotFound,
        Self::Conflict,
        Self::IdempotencyMismatch,
        Self::RateLimited,
        Self::UpstreamUnavailable,
        Self::Unavailable,
        Self::Timeout,
        Self::Internal,
    ];

    /// The code as it is written in answers.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BadRequest => "BAD_REQUEST",
            Self::ParseFailed => "PARSE_FAILED",
            Self::ValidationFailed => "VALIDATION_FAILED",
            Self::LimitExceeded => "LIMIT_EXCEEDED",
            Self::BadUserInput => "BAD_USER_INPUT",
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::Forbidden => "FORBIDDEN",
            Self::NotFound => "NOT_FOUND",
            Self::Conflict => "CONFLICT",
            Self::IdempotencyMismatch => "IDEMPOTENCY_MISMATCH",
            Self::RateLimited => "RATE_LIMITED",
            Self::UpstreamUnavailable => "UPSTREAM_UNAVAILABLE",
            Self::Unavailable => "UNAVAILABLE",
            Self::Timeout => "TIMEOUT",
            Self::Internal => "INTERNAL",
        }
    }

    /// Reads a code; none for what is not on the list.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == text)
    }

    /// After how long the same request may succeed; none where it never will.
    #[must_use]
    pub fn retry_after(self) -> Option<Duration> {
        match self {
            Self::RateLimited => Some(WINDOW),
            Self::UpstreamUnavailable | Self::Unavailable | Self::Timeout => Some(Duration::from_secs(1)),
            Self::BadRequest
            | Self::ParseFailed
            | Self::ValidationFailed
            | Self::LimitExceeded
            | Self::BadUserInput
            | Self::Unauthenticated
            | Self::Forbidden
            | Self::NotFound
            | Self::Conflict
            | Self::IdempotencyMismatch
            | Self::Internal => None,
        }
    }

    /// The same as a value of `Retry-After`.
    pub(super) fn retry_after_header(self) -> Option<HeaderValue> {
        self.retry_after().map(|it| it.as_secs().into())
    }

    /// The status of an answer that holds nothing but errors, the first of which has this code.
    #[must_use]
    pub fn status(self) -> StatusCode {
        match self {
            Self::BadRequest
            | Self::ParseFailed
            | Self::ValidationFailed
            | Self::LimitExceeded
            | Self::BadUserInput => StatusCode::BAD_REQUEST,
            Self::Unauthenticated => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Conflict | Self::IdempotencyMismatch => StatusCode::CONFLICT,
            Self::RateLimited => StatusCode::TOO_MANY_REQUESTS,
            Self::UpstreamUnavailable | Self::Unavailable | Self::Timeout => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// A refusal of the transport. Its answer has the shape of a GraphQL error on every route, so that clients know one shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Status of the answer.
    pub status: StatusCode,
    /// What happened, for programs.
    pub code: Code,
    /// What happened, for people.
    pub message: Cow<'static, str>,
    /// Methods that would do, where the method is at fault.
    pub allow: Option<&'static str>,
    /// Which limit it is about, where it is about one.
    pub limit: Option<&'static str>,
    /// Whether the rest of the connection cannot be trusted.
    pub is_last: bool,
    /// Values of `Set-Cookie`.
    pub cookies: Vec<HeaderValue>,
}

impl Refusal {
    /// A refusal with the usual status of its code.
    pub fn new(code: Code, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            status: code.status(),
            code,
            message: message.into(),
            allow: None,
            limit: None,
            is_last: false,
            cookies: Vec::new(),
        }
    }

    /// A refusal with a status of its own.
    pub fn with_status(status: StatusCode, code: Code, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            status,
            ..Self::new(code, message)
        }
    }

    /// The method is not one of `allow`.
    #[must_use]
    pub fn method(allow: &'static str) -> Self {
        let message = format!("This address takes {allow} only.");
        Self {
            allow: Some(allow),
            ..Self::with_status(StatusCode::METHOD_NOT_ALLOWED, Code::BadRequest, message)
        }
    }

    /// The server cannot answer now.
    #[must_use]
    pub fn unavailable(message: &'static str) -> Self {
        Self::new(Code::Unavailable, message)
    }

    /// The request goes beyond a limit, which has a name for programs.
    #[must_use]
    pub fn limit(limit: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            limit: Some(limit),
            ..Self::new(Code::LimitExceeded, message)
        }
    }

    /// The same refusal, after which the connection ends.
    #[must_use]
    pub fn last(self) -> Self {
        Self { is_last: true, ..self }
    }

    /// The same refusal, with cookies that the browser forgets.
    #[must_use]
    pub fn forgetting(self, cookies: Vec<HeaderValue>) -> Self {
        Self { cookies, ..self }
    }

    /// The answer, in the given media type.
    pub fn answer(&self, media_type: &'static str) -> Response<Body> {
        let Self {
            status,
            code,
            message,
            allow,
            limit,
            is_last,
            cookies,
        } = self;
        let retry_after = code.retry_after();
        let mut extensions = serde_json::json!({ "code": code.as_str(), "retryable": retry_after.is_some() });
        if let Some(retry_after) = retry_after {
            extensions["retryAfterMs"] = milliseconds(retry_after);
        }
        if let Some(limit) = limit {
            extensions["limit"] = (*limit).into();
        }
        let body = serde_json::json!({ "errors": [{ "message": message, "extensions": extensions }] });
        let mut response = Response::new(Body::from(body.to_string()));
        *response.status_mut() = *status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(retry_after) = code.retry_after_header() {
            headers.insert(RETRY_AFTER, retry_after);
        }
        if let Some(allow) = allow {
            headers.insert(ALLOW, HeaderValue::from_static(allow));
        }
        for cookie in cookies {
            headers.append(SET_COOKIE, cookie.clone());
        }
        if *is_last {
            headers.insert(CONNECTION, HeaderValue::from_static("close"));
        }
        response
    }
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Unavailable => Self::unavailable("The service cannot reach its database; try again soon."),
            Fault::Internal(error) => {
                tracing::error!(error = format!("{error:#}"), "could not answer a request");
                Self::new(Code::Internal, "Something went wrong on our side.")
            }
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response<Body> {
        self.answer("application/json; charset=utf-8")
    }
}

/// A duration in errors.
pub(super) fn milliseconds(duration: Duration) -> serde_json::Value {
    serde_json::json!(duration.as_millis())
}

/// For routes that know their methods; those take GET, and so HEAD.
pub(super) async fn method_not_allowed(_: Request<Body>) -> Refusal {
    Refusal::method("GET, HEAD")
}

/// After a panic; what it said is in no answer.
pub(super) fn panicked(_: Box<dyn Any + Send>) -> Response<Body> {
    Refusal::new(Code::Internal, "Something went wrong on our side.").into_response()
}
