//! Comparing what the service keeps with what the learning platform answers: what differs, and whether it still does.

pub mod account;
pub mod award;
pub mod grade;
pub mod progress;
pub mod schedule;

use chrono::{DateTime, Utc};
use entity::{CourseKey, DifferenceKind, Percent, Username};
use serde::{Deserialize, Serialize};

pub use progress::{Counts, Place, Progress};

/// Something that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What differs.
    pub kind: DifferenceKind,
    /// The course run; none where it is about the account.
    pub course_key: Option<CourseKey>,
    /// What the service says; none for nothing.
    pub here: Option<String>,
    /// What the platform says; none for nothing.
    pub there: Option<String>,
    /// What the platform told.
    pub told: Told,
    /// Version of the row here that was compared; none where there was none.
    pub seen_version: Option<i32>,
}

/// What the platform told, as far as a repair needs it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The certificate's mode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// When the certificate was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_at: Option<DateTime<Utc>>,
    /// Share of the points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<Percent>,
    /// Letter or word of the grade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letter: Option<String>,
    /// Whether the grade that is stored counts as the person's own work; what a repair leaves as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_verified: Option<bool>,
    /// What the platform calls the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username: Option<Username>,
}

/// What has become of a difference since it was found, by what is stored now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Present {
    /// The service still says what was compared.
    Open,
    /// The service says by now what the platform said.
    Settled,
    /// The service says something else by now: only the next comparison can tell.
    Moved,
}

/// Text of at most so many characters that a person can look at.
fn shown(text: &str) -> String {
    const MAX: usize = 280;
    text.chars().take(MAX).collect()
}
