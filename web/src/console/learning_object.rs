//! What a credential is earned for, as the API is told it.

use crate::api::enumeration::LearningObjectType;
use crate::api::scalar::Uuid;
use crate::api::schema;

#[derive(cynic::InputObject, Clone, Debug, PartialEq, Eq)]
pub(crate) struct LearningObjectInput {
    #[cynic(rename = "type")]
    pub(crate) kind: LearningObjectType,
    pub(crate) id: String,
}

impl LearningObjectInput {
    /// What people mean by an external id: programs have UUIDs, course runs keys that are none.
    pub(crate) fn told(id: &str) -> Self {
        let kind = match Uuid::parse(id) {
            Some(_) => LearningObjectType::Program,
            None => LearningObjectType::CourseRun,
        };
        Self {
            kind,
            id: id.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LearningObjectInput, LearningObjectType};

    #[test]
    fn an_id_tells_its_kind() {
        let kind = |id| LearningObjectInput::told(id).kind;
        assert_eq!(
            kind("3f2b9c1a-d04e-4f6c-8a7b-5e2d1c0f9a88"),
            LearningObjectType::Program
        );
        assert_eq!(kind("course-v1:ExampleX+CS101+2026_T1"), LearningObjectType::CourseRun);
    }
}
