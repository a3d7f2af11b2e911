//! Why an award is refused.

use entity::attribute_name::InvalidAttributeName;
use entity::enrollment_mode::InvalidEnrollmentMode;
use entity::username::InvalidUsername;

use crate::domain::idempotency::IdempotencyError;
use crate::domain::instant::OutOfRange;
use crate::domain::learning_object::InvalidLearningObject;
use crate::domain::person::Unidentified;
use crate::domain::text::UnfitText;

/// Why an award is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
pub enum Refusal {
    /// The username breaks the platform's rule.
    #[error(transparent)]
    Username(#[from] InvalidUsername),
    /// The learning object's id does not fit its kind.
    #[error(transparent)]
    LearningObject(#[from] InvalidLearningObject),
    /// An attribute's name is unfit.
    #[error("{error}")]
    AttributeName {
        /// Its place in the list.
        index: usize,
        /// What is wrong.
        error: InvalidAttributeName,
    },
    /// An attribute's value is unfit.
    #[error("{error}")]
    AttributeValue {
        /// Its place in the list.
        index: usize,
        /// What is wrong.
        error: UnfitText,
    },
    /// An attribute's value was left out, which says neither what it is nor that it goes.
    #[error("give the attribute's value, or null to take the attribute away")]
    AttributeUntold {
        /// Its place in the list.
        index: usize,
    },
    /// A name is given twice.
    #[error("an attribute's name may be given once")]
    DuplicateAttribute {
        /// The second one's place in the list.
        index: usize,
    },
    /// Too many attributes.
    #[error("these are too many attributes: {max} are the most")]
    TooManyAttributes {
        /// How many there may be.
        max: usize,
    },
    /// The date is out of range.
    #[error("{}", OutOfRange)]
    DateOverride,
    /// The mode is no slug.
    #[error(transparent)]
    Mode(#[from] InvalidEnrollmentMode),
    /// A mode was given for something that has none.
    #[error("only a course run is completed in a mode")]
    ModeNotApplicable,
    /// The recipient's name is unfit.
    #[error("{0}")]
    RecipientName(UnfitText),
    /// The platform's number of the learner is not positive.
    #[error("an LMS user id is a positive number")]
    LmsUserId,
    /// The platform's number belongs to another username.
    #[error("this LMS user id belongs to another username")]
    LmsUserIdTaken,
    /// The reason cannot be kept.
    #[error("{0}")]
    Reason(UnfitText),
    /// The learner was retired.
    #[error("{}", Unidentified::Retired)]
    LearnerRetired,
    /// The expected version is not positive.
    #[error("a version is a positive number")]
    InvalidVersion,
    /// The caller has seen another version of the credential.
    #[error("{}", stale(*.version))]
    Stale {
        /// The version it has now; none where it does not exist.
        version: Option<i32>,
    },
    /// A program without a configuration.
    #[error("no credential is configured for this program")]
    ConfigurationNotFound,
    /// The configuration takes no new awards.
    #[error("the credential configuration of this learning object is not active")]
    ConfigurationInactive,
    /// The same learner and learning object appear earlier in the list.
    #[error("item {first} awards the same credential")]
    DuplicateItem {
        /// The earlier one's place in the list, from 0.
        first: usize,
    },
    /// The idempotency key is unfit, or was used for another award.
    #[error(transparent)]
    IdempotencyKey(#[from] IdempotencyError),
    /// Another item of an all-or-none list was refused.
    #[error("not stored, because another item was refused")]
    BatchRefused,
}

fn stale(version: Option<i32>) -> String {
    match version {
        Some(version) => format!("the credential has version {version} now"),
        None => "the credential does not exist yet".to_owned(),
    }
}

impl From<OutOfRange> for Refusal {
    fn from(_: OutOfRange) -> Self {
        Self::DateOverride
    }
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
    /// Where in the award's input the fault lies; empty for the award as a whole.
    #[must_use]
    pub fn path(&self) -> Vec<String> {
        let fields = |fields: &[&str]| fields.iter().map(|&it| it.to_owned()).collect();
        let attribute = |index: &usize, field: Option<&str>| {
            ["attributes".to_owned(), index.to_string()]
                .into_iter()
                .chain(field.map(str::to_owned))
                .collect()
        };
        match self {
            Self::Username(_) | Self::LearnerRetired => fields(&["username"]),
            Self::LearningObject(_) | Self::ConfigurationNotFound | Self::ConfigurationInactive => {
                fields(&["learningObject", "id"])
            }
            Self::AttributeName { index, .. } | Self::DuplicateAttribute { index } => attribute(index, Some("name")),
            Self::AttributeValue { index, .. } | Self::AttributeUntold { index } => attribute(index, Some("value")),
            Self::TooManyAttributes { .. } => fields(&["attributes"]),
            Self::DateOverride => fields(&["dateOverride"]),
            Self::Mode(_) | Self::ModeNotApplicable => fields(&["mode"]),
            Self::RecipientName(_) => fields(&["recipientName"]),
            Self::LmsUserId | Self::LmsUserIdTaken => fields(&["lmsUserId"]),
            Self::Reason(_) => fields(&["reason"]),
            Self::InvalidVersion | Self::Stale { .. } => fields(&["expectedVersion"]),
            Self::IdempotencyKey(_) => fields(&["idempotencyKey"]),
            Self::DuplicateItem { .. } | Self::BatchRefused => Vec::new(),
        }
    }
}
