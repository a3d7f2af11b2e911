//! Copying the catalogue: what a record of the catalogue service says, what it changes in the copy, and what may be removed.

pub mod decision;
pub mod field_change;
pub mod logo;
pub mod progress;
pub mod reading;
pub mod record;
pub mod removal;

pub use decision::{CatalogueRow, Verdict, decide};
pub use field_change::FieldChange;
pub use progress::{Change, ChangeKind, Changes, Counts, Place, Progress};
pub use reading::{Doubt, Reading};
pub use record::Unreadable;

/// A kind of thing in the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// An organization.
    Organization,
    /// A course.
    Course,
    /// A run of a course.
    CourseRun,
    /// A program.
    Program,
    /// A pathway.
    Pathway,
}

impl Kind {
    /// Every kind, each after those that it refers to.
    pub const ALL: [Self; 5] = [
        Self::Organization,
        Self::Course,
        Self::CourseRun,
        Self::Program,
        Self::Pathway,
    ];

    /// Whose listing has it: runs are listed with their course.
    #[must_use]
    pub fn listing(self) -> Self {
        match self {
            Self::CourseRun => Self::Course,
            Self::Organization | Self::Course | Self::Program | Self::Pathway => self,
        }
    }

    /// What one of it is called.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::Organization => "organization",
            Self::Course => "course",
            Self::CourseRun => "course run",
            Self::Program => "program",
            Self::Pathway => "pathway",
        }
    }
}
