//! Where a list goes on.

use crate::api::schema;

#[derive(cynic::QueryFragment)]
pub(crate) struct PageInfo {
    has_next_page: bool,
    end_cursor: Option<String>,
}

impl PageInfo {
    /// The cursor after which the list goes on; none at its end.
    pub(crate) fn next(self) -> Option<String> {
        self.end_cursor.filter(|_| self.has_next_page)
    }
}
