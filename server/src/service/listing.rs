//! Lists that staff search by words.

use sea_orm::DbErr;

use super::counted::{self, Counted};
use crate::policy::Denied;
use crate::service::{Fault, Page, Position};

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

impl Listing {
    /// The page of rows, and how many there are where that is asked for. `list` takes the words, where the page starts and its size,
    /// `count` the words and up to how many to count.
    pub(super) async fn read<T>(
        self,
        list: impl AsyncFnOnce(Option<&str>, Option<Position>, usize) -> Result<Page<T>, DbErr>,
        count: impl AsyncFnOnce(Option<&str>, u64) -> Result<u64, DbErr>,
    ) -> Result<Counted<T>, ListError> {
        let Self {
            search,
            after,
            size,
            counts,
        } = self;
        let words = search.as_deref();
        let page = list(words, after, size).await?;
        let total = counted::total(counts, async |at_most| count(words, at_most).await).await?;
        Ok(Counted { page, total })
    }
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
