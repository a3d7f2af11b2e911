//! Lists that staff search by words.

use crate::policy::Denied;
use crate::service::{Fault, Position};

/// Which rows of such a list to give.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// Those that have these words.
    pub search: Option<String>,
    /// Where the page starts.
    pub after: Option<Position>,
    /// How many rows it has at most.
    pub size: usize,
    /// Whether to count the whole list.
    pub counts: bool,
}

/// Why a list is refused.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// The caller may not see it.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<sea_orm::DbErr> for ListError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Fault(error.into())
    }
}
