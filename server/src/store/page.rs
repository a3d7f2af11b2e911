//! Keyset pages: where a page starts, and what comes back.

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A place in a list ordered by instant and id, newest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The instant the list is ordered by.
    pub at: DateTime<Utc>,
    /// Tells rows of one instant apart.
    pub id: Uuid,
}

/// A page of rows.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The rows, in order.
    pub rows: Vec<T>,
    /// Whether more follow.
    pub has_more: bool,
}

impl<T> Page<T> {
    /// Makes a page of at most `size` rows out of up to `size + 1` that were read.
    #[must_use]
    pub fn of(mut rows: Vec<T>, size: usize) -> Self {
        let has_more = rows.len() > size;
        rows.truncate(size);
        Self { rows, has_more }
    }
}
