//! Course runs of the catalogue.

use async_graphql::{ID, Object};
use chrono::{DateTime, Utc};

use super::course::Course;
use super::upkeep::Upkeep;
use crate::graphql::id::NodeId;
use crate::graphql::scalar::PublicUuid;
use crate::service::catalogue::{KnownCourse, KnownCourseRun};

/// A dated run of a course.
pub(in crate::graphql) struct CourseRun(pub(in crate::graphql) KnownCourseRun);

/// A dated run of a course.
#[Object]
impl CourseRun {
    /// Opaque id.
    pub(in crate::graphql) async fn id(&self) -> ID {
        NodeId::CourseRun(self.0.run.id).encode()
    }

    /// Identity in the catalogue.
    async fn uuid(&self) -> PublicUuid {
        PublicUuid(self.0.run.uuid)
    }

    /// Course key, such as `course-v1:ExampleX+CS101+2026_T1`.
    async fn key(&self) -> &str {
        self.0.run.key.as_str()
    }

    /// Title of the run, which is the course's unless it has its own.
    async fn title(&self) -> &str {
        self.0.title()
    }

    /// The course it is a run of.
    async fn course(&self) -> Course {
        Course(KnownCourse {
            course: self.0.course.clone(),
            organizations: self.0.organizations.clone(),
        })
    }

    /// First day; null where none is set.
    async fn starts_at(&self) -> Option<DateTime<Utc>> {
        self.0.run.starts_at
    }

    /// Last day; null where none is set.
    async fn ends_at(&self) -> Option<DateTime<Utc>> {
        self.0.run.ends_at
    }

    #[graphql(flatten)]
    async fn upkeep(&self) -> Upkeep {
        Upkeep::of(&self.0.run)
    }
}
