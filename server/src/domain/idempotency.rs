//! What can be wrong with an idempotency key.

/// Longest key, in characters.
pub const MAX_LENGTH: usize = 255;

/// What is wrong with an idempotency key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
pub enum IdempotencyError {
    /// It cannot be a key.
    #[error(
        "an idempotency key has 1 to {MAX_LENGTH} characters, none of them a control character and no space at either end"
    )]
    InvalidKey,
    /// It was used for another request.
    #[error("this idempotency key was used for a different request")]
    Mismatch,
}
