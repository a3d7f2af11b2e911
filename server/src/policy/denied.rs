//! The three faces of a refusal.

/// The three faces of a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// The caller must sign in.
    #[error("sign in to do this")]
    Unauthenticated,
    /// The caller is known and may not.
    #[error("you may not do this")]
    Forbidden,
    /// The caller must not learn that it exists.
    #[error("there is no such thing")]
    Hidden,
}
