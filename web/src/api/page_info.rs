//! Where a list goes on.

use crate::api::schema;

#[derive(cynic::QueryFragment)]
pub(crate) struct PageInfo {
    has_next_page: bool,
    end_cursor: Option<String>,
}

impl PageInfo {
    /// Whether the list goes on.
    pub(crate) fn has_next(&self) -> bool {
        self.has_next_page
    }

    /// The cursor after which the list goes on; none at its end.
    pub(crate) fn next(self) -> Option<String> {
        self.end_cursor.filter(|_| self.has_next_page)
    }
}
