//! What can go wrong in any use case and is not the caller's doing.

use sea_orm::DbErr;

use crate::store::{Failure, classify};

/// What can go wrong in any use case and is not the caller's doing.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The database is away or too busy; the caller may try again.
    #[error("the service is too busy or its database is away")]
    Unavailable,
    /// A fault of ours.
    #[error(transparent)]
    Internal(#[from] anyhow::Error),
}

impl From<DbErr> for Fault {
    fn from(error: DbErr) -> Self {
        match classify(&error) {
            Failure::Lost | Failure::Unavailable => {
                tracing::warn!(%error, "the database did not accept a statement");
                Self::Unavailable
            }
            Failure::Other => Self::Internal(anyhow::Error::new(error)),
        }
    }
}
