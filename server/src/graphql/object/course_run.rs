//! Course runs of the catalogue.

use async_graphql::{ID, Object, SimpleObject};
use chrono::{DateTime, Utc};

use super::organization::Organization;
use crate::graphql::id::NodeId;
use crate::service::catalogue::KnownCourseRun;
use crate::service::program_record::KnownCourse;

/// A dated run of a course.
pub(in crate::graphql) struct CourseRun(pub(in crate::graphql) KnownCourseRun);

/// A dated run of a course.
#[Object]
impl CourseRun {
    /// Opaque id.
    pub(in crate::graphql) async fn id(&self) -> ID {
        NodeId::CourseRun(self.0.run.id).encode()
    }

    /// Course key, such as `course-v1:ExampleX+CS101+2026_T1`.
    async fn key(&self) -> &str {
        self.0.run.key.as_str()
    }

    /// Title of the run, which is the course's unless it has its own.
    async fn title(&self) -> &str {
        self.0.run.title_override.as_deref().unwrap_or(&self.0.course.title)
    }

    /// The course it is a run of.
    async fn course(&self) -> Course {
        KnownCourse {
            course: self.0.course.clone(),
            organizations: self.0.organizations.clone(),
        }
        .into()
    }

    /// First day; null where none is set.
    async fn starts_at(&self) -> Option<DateTime<Utc>> {
        self.0.run.starts_at
    }

    /// Last day; null where none is set.
    async fn ends_at(&self) -> Option<DateTime<Utc>> {
        self.0.run.ends_at
    }
}

/// A course; people take its runs.
#[derive(SimpleObject)]
pub(in crate::graphql) struct Course {
    /// Key without a run, such as `ExampleX+CS101`.
    key: String,
    /// Title.
    title: String,
    /// Who offers it, in order; at most 20.
    organizations: Vec<Organization>,
}

impl From<KnownCourse> for Course {
    fn from(it: KnownCourse) -> Self {
        let KnownCourse { course, organizations } = it;
        Self {
            key: course.key,
            title: course.title,
            organizations: organizations.into_iter().take(20).map(Into::into).collect(),
        }
    }
}
