//! The faces of a refusal.

use entity::ApiScope;

/// The faces of a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// The caller must sign in.
    #[error("sign in to do this")]
    Unauthenticated,
    /// The caller is known and may not.
    #[error("you may not do this")]
    Forbidden,
    /// The caller is an API client whose key would have to be good for this, too.
    #[error("this API client lacks the scope {0}")]
    LacksScope(ApiScope),
    /// The caller must not learn that it exists.
    #[error("there is no such thing")]
    Hidden,
}
