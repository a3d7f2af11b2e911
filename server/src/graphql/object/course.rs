//! Courses of the catalogue.

use async_graphql::{ID, Object};

use super::organization::Organization;
use super::upkeep::Upkeep;
use crate::domain::local_catalogue::MAX_ORGANIZATIONS;
use crate::graphql::id::NodeId;
use crate::graphql::scalar::PublicUuid;
use crate::service::catalogue::KnownCourse;

/// A course; people take its runs.
pub(in crate::graphql) struct Course(pub(in crate::graphql) KnownCourse);

/// A course; people take its runs.
#[Object]
impl Course {
    /// Opaque id.
    pub(in crate::graphql) async fn id(&self) -> ID {
        NodeId::Course(self.0.course.id).encode()
    }

    /// Identity in the catalogue.
    async fn uuid(&self) -> PublicUuid {
        PublicUuid(self.0.course.uuid)
    }

    /// Key without a run, such as `ExampleX+CS101`.
    async fn key(&self) -> &str {
        &self.0.course.key
    }

    /// Title.
    async fn title(&self) -> &str {
        &self.0.course.title
    }

    /// Who offers it, in order; at most 20.
    #[graphql(complexity = "1 + 5 * child_complexity")]
    async fn organizations(&self) -> Vec<Organization> {
        let owners = self.0.organizations.iter().take(MAX_ORGANIZATIONS);
        owners.cloned().map(Organization).collect()
    }

    #[graphql(flatten)]
    async fn upkeep(&self) -> Upkeep {
        Upkeep::of(&self.0.course)
    }
}
