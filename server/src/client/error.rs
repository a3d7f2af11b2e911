//! Why a call brought nothing, by what its caller can do about it.

use std::time::Duration;

use axum::http::StatusCode;

/// Why a call brought nothing. Neither says what was asked for, nor holds a word of the answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClientError {
    /// The other system is away, busy or too slow: try again later.
    #[error("it does not answer: {why}")]
    Unavailable {
        /// How long it asks to be left alone.
        retry_after: Option<Duration>,
        /// What happened.
        why: &'static str,
    },
    /// It will not do this for us: somebody must change a setting there or here.
    #[error("it refuses, with status {0}")]
    Refused(StatusCode),
    /// It has no such thing.
    #[error("it has no such thing")]
    NotFound,
    /// It answers, and what it answers cannot be used: somebody must look at it.
    #[error("its answer cannot be used: {0}")]
    Invalid(&'static str),
}

impl ClientError {
    pub(super) fn unavailable(why: &'static str) -> Self {
        Self::Unavailable { retry_after: None, why }
    }

    /// The word for it in metrics.
    pub(super) fn word(&self) -> &'static str {
        match self {
            Self::Unavailable { .. } => "unavailable",
            Self::Refused(_) => "refused",
            Self::NotFound => "not_found",
            Self::Invalid(_) => "invalid",
        }
    }
}
