//! Why a grade is refused.

use entity::course_key::InvalidCourseKey;
use entity::percent::InvalidPercent;
use entity::username::InvalidUsername;

use crate::domain::idempotency::IdempotencyError;
use crate::domain::person::Unidentified;
use crate::domain::text::UnfitText;

/// Why a grade is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
pub enum Refusal {
    /// The username breaks the platform's rule.
    #[error(transparent)]
    Username(#[from] InvalidUsername),
    /// The platform's number of the learner is not positive.
    #[error("an LMS user id is a positive number")]
    LmsUserId,
    /// The platform's number belongs to another username.
    #[error("this LMS user id belongs to another username")]
    LmsUserIdTaken,
    /// The learner was retired.
    #[error("{}", Unidentified::Retired)]
    LearnerRetired,
    /// The run's key is none.
    #[error(transparent)]
    CourseKey(#[from] InvalidCourseKey),
    /// The letter is unfit.
    #[error("{0}")]
    Letter(UnfitText),
    /// The percentage is none.
    #[error(transparent)]
    Percent(#[from] InvalidPercent),
    /// The platform's time lies before 1900 or ahead of us.
    #[error("the time of the last change must lie after 1899 and not in the future")]
    LmsLastUpdatedAt,
    /// The same learner and run appear earlier in the list.
    #[error("item {first} grades the same learner in the same run")]
    DuplicateItem {
        /// The earlier one's place in the list, from 0.
        first: usize,
    },
    /// The idempotency key is unfit, or was used for another grade.
    #[error(transparent)]
    IdempotencyKey(#[from] IdempotencyError),
    /// Another item of an all-or-none list was refused.
    #[error("not stored, because another item was refused")]
    BatchRefused,
}

impl From<Unidentified> for Refusal {
    fn from(it: Unidentified) -> Self {
        match it {
            Unidentified::TwoPeople => Self::LmsUserIdTaken,
            Unidentified::Retired => Self::LearnerRetired,
        }
    }
}

impl Refusal {
    /// Where in the grade's input the fault lies; empty for the grade as a whole.
    #[must_use]
    pub fn path(&self) -> Option<&'static str> {
        match self {
            Self::Username(_) | Self::LearnerRetired => Some("username"),
            Self::LmsUserId | Self::LmsUserIdTaken => Some("lmsUserId"),
            Self::CourseKey(_) => Some("courseKey"),
            Self::Letter(_) => Some("letter"),
            Self::Percent(_) => Some("percent"),
            Self::LmsLastUpdatedAt => Some("lmsLastUpdatedAt"),
            Self::IdempotencyKey(_) => Some("idempotencyKey"),
            Self::DuplicateItem { .. } | Self::BatchRefused => None,
        }
    }
}
