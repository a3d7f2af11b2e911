//! The rows of the catalogue as a sync and the staff write them: alike for every kind.

pub mod key;
pub mod list;

mod link;
mod logo;
mod table;

pub use link::{course_organization, pathway_program, program_course_run, program_organization};
pub use logo::{LogoCopy, delete_copies, update_copies};
pub use table::{course, course_run, organization, pathway, program};

/// Most values that one statement compares with.
const VALUES_PER_STATEMENT: usize = 1_000;
/// Identities that one statement reads.
const IDENTITIES_PER_STATEMENT: u64 = 5_000;

/// Which rows are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Every row.
    All,
    /// Those that the catalogue service keeps and has not removed.
    LiveAndSynced,
}
