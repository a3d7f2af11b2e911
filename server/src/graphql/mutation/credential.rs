//! Mutations of credentials.

pub(in crate::graphql) mod award;
pub(in crate::graphql) mod award_many;
pub(in crate::graphql) mod refresh;
pub(in crate::graphql) mod revoke;
pub(in crate::graphql) mod revoke_many;
pub(in crate::graphql) mod set_visibility;

use async_graphql::InputObject;

use crate::domain::award::RawLearningObject;
use crate::graphql::object::enumeration::LearningObjectType;

/// Names what a credential is earned for.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct LearningObjectInput {
    /// Its kind.
    #[graphql(name = "type")]
    pub(in crate::graphql) kind: LearningObjectType,
    /// Its external id: a program's UUID, a run's course key.
    pub(in crate::graphql) id: String,
}

impl From<LearningObjectInput> for RawLearningObject {
    fn from(it: LearningObjectInput) -> Self {
        Self {
            kind: it.kind.into(),
            id: it.id,
        }
    }
}
