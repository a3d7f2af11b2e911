//! Top-level errors: the closed list of codes, and how refusals become them.

use async_graphql::{Error, ErrorExtensions as _, Pos, ServerError};

use crate::policy::Denied;
use crate::service::{Fault, ListError};

/// The codes that resolvers use (`docs/GRAPHQL.md` lists all, with those of the transport).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Code {
    /// The input cannot be understood.
    BadUserInput,
    /// More was asked for than is allowed.
    LimitExceeded,
    /// The caller must sign in.
    Unauthenticated,
    /// The caller may not.
    Forbidden,
    /// Another state than the caller expected.
    NotFound,
    /// Too many of something; worth trying again later.
    RateLimited,
    /// Busy or away; worth trying again.
    Unavailable,
}

impl Code {
    fn as_str(self) -> &'static str {
        match self {
            Self::BadUserInput => "BAD_USER_INPUT",
            Self::LimitExceeded => "LIMIT_EXCEEDED",
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::Forbidden => "FORBIDDEN",
            Self::NotFound => "NOT_FOUND",
            Self::RateLimited => "RATE_LIMITED",
            Self::Unavailable => "UNAVAILABLE",
        }
    }
}

/// An error with its code.
pub(super) fn coded(code: Code, message: impl Into<String>) -> Error {
    Error::new(message).extend_with(|_, extensions| extensions.set("code", code.as_str()))
}

/// Input that cannot be understood.
pub(super) fn bad_input(message: impl std::fmt::Display) -> Error {
    coded(Code::BadUserInput, message.to_string())
}

/// Too many of something.
pub(super) fn rate_limited(message: impl std::fmt::Display) -> Error {
    coded(Code::RateLimited, message.to_string())
}

/// A refusal of `policy`.
pub(super) fn denied(denied: Denied) -> Error {
    let code = match denied {
        Denied::Unauthenticated => Code::Unauthenticated,
        Denied::Forbidden | Denied::LacksScope(_) => Code::Forbidden,
        Denied::Hidden => Code::NotFound,
    };
    coded(code, denied.to_string())
}

/// A list that is not given.
pub(super) fn unlisted(error: ListError) -> Error {
    match error {
        ListError::Denied(it) => denied(it),
        ListError::Fault(it) => fault(it),
    }
}

/// No fault of the caller. What happened goes to the log, as the error's source; `http` answers with the request's id only.
pub(super) fn fault(fault: Fault) -> Error {
    match fault {
        Fault::Unavailable => coded(Code::Unavailable, Fault::Unavailable.to_string()),
        Fault::Internal(cause) => Error::new_with_source(cause),
    }
}

/// A refusal that the use case does not have for this request.
pub(super) fn impossible(refusal: &str) -> Error {
    fault(Fault::Internal(anyhow::anyhow!("an unexpected refusal: {refusal}")))
}

/// An error of the whole request, which has no place in the document.
pub(super) fn whole_request(error: Error) -> ServerError {
    ServerError {
        locations: Vec::new(),
        ..error.into_server_error(Pos::default())
    }
}
