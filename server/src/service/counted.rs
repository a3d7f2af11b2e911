//! A page of a list, with the size of the whole list where that was asked for.

use crate::store::Page;

/// Totals are counted up to here; a larger one is not told.
pub(super) const MAX_COUNT: u64 = 5_000;

/// A page of a list, with the size of the whole list where it was asked for and is not too large to count.
#[derive(Clone, Debug)]
pub struct Counted<T> {
    /// The page.
    pub page: Page<T>,
    /// The size of the whole list.
    pub total: Option<u64>,
}

/// The size of a list, if it is wanted and not too large; `count` counts up to the limit that it is given.
pub(super) async fn total<E>(
    is_wanted: bool,
    count: impl AsyncFnOnce(u64) -> Result<u64, E>,
) -> Result<Option<u64>, E> {
    if !is_wanted {
        return Ok(None);
    }
    let counted = count(MAX_COUNT + 1).await?;
    Ok(Some(counted).filter(|it| *it <= MAX_COUNT))
}
