//! What a credential is earned for, by kind and external id.

use entity::{CourseKey, LearningObjectType, course_key};
use uuid::Uuid;

/// What a credential is earned for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LearningObject {
    /// A program, by its UUID in the catalogue.
    Program(Uuid),
    /// A run of a course, by its key.
    CourseRun(CourseKey),
}

/// The text does not name a learning object of its kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
pub enum InvalidLearningObject {
    /// A program's id is not a UUID.
    #[error("a program's id is its UUID, 32 hexadecimal digits with or without dashes")]
    ProgramUuid,
    /// A run's id is not a course key.
    #[error(transparent)]
    CourseKey(#[from] course_key::InvalidCourseKey),
}

impl LearningObject {
    /// Reads the id of a learning object of a kind.
    pub fn parse(kind: LearningObjectType, id: &str) -> Result<Self, InvalidLearningObject> {
        match kind {
            LearningObjectType::Program => parse_uuid(id)
                .map(Self::Program)
                .ok_or(InvalidLearningObject::ProgramUuid),
            LearningObjectType::CourseRun => Ok(Self::CourseRun(CourseKey::parse(id)?)),
        }
    }

    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> LearningObjectType {
        match self {
            Self::Program(_) => LearningObjectType::Program,
            Self::CourseRun(_) => LearningObjectType::CourseRun,
        }
    }

    /// Its external id as it is stored: a program's UUID dashed in lower case, a run's course key.
    #[must_use]
    pub fn id(&self) -> String {
        match self {
            Self::Program(uuid) => uuid.hyphenated().to_string(),
            Self::CourseRun(key) => key.to_string(),
        }
    }
}

/// Reads a UUID with or without dashes in any letter case, and in no other spelling.
#[must_use]
pub fn parse_uuid(text: &str) -> Option<Uuid> {
    matches!(text.len(), 32 | 36)
        .then(|| Uuid::try_parse(text).ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uuids_are_read_in_two_spellings_only() {
        let uuid = Uuid::from_u128(0x1234_5678_9abc_def0_1234_5678_9abc_def0);
        for text in [
            "12345678-9abc-def0-1234-56789abcdef0",
            "123456789abcdef0123456789abcdef0",
            "123456789ABCDEF0123456789ABCDEF0",
        ] {
            assert_eq!(parse_uuid(text), Some(uuid), "{text}");
        }
        for text in [
            "",
            "{12345678-9abc-def0-1234-56789abcdef0}",
            "urn:uuid:12345678-9abc-def0-1234-56789abcdef0",
            "12345678-9abc-def0-1234-56789abcdef",
            "12345678-9abc-def0-1234-56789abcdef00",
            "12345678-9abc-def0-1234-56789abcdef0\n",
            "１２３４５６７８９abcdef0123456",
            "12345678+9abc+def0+1234+56789abcdef0",
        ] {
            assert_eq!(parse_uuid(text), None, "{text:?}");
        }
    }
}
