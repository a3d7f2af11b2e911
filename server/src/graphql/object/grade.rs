//! Grades.

use async_graphql::{Context, Object};
use chrono::{DateTime, Utc};
use entity::grade;

use super::course_run::CourseRun;
use crate::graphql::Here as _;
use crate::graphql::scalar::Decimal;

/// The grade of a learner in a course run, as the learning platform told it.
pub(in crate::graphql) struct Grade(pub(in crate::graphql) grade::Model);

/// The grade of a learner in a course run, as the learning platform told it.
#[Object]
impl Grade {
    /// The run, by its course key.
    async fn course_key(&self) -> &str {
        self.0.course_key.as_str()
    }

    /// The run; null where the catalogue does not know it.
    async fn course_run(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<CourseRun>> {
        Ok(ctx.loaders()?.one(self.0.course_key.clone()).await?.map(CourseRun))
    }

    /// Letter or word, such as `A` or `Pass`; null where the run has no such grades.
    async fn letter(&self) -> Option<&str> {
        self.0.letter.as_deref()
    }

    /// Share of the points, from 0 to 1.
    async fn percent(&self) -> Decimal {
        Decimal(self.0.percent.to_string())
    }

    /// Whether the platform is sure who did the work; only such grades count in records.
    async fn is_verified(&self) -> bool {
        self.0.is_verified
    }

    /// When the platform last changed it, as it says; null where it did not say.
    async fn lms_last_updated_at(&self) -> Option<DateTime<Utc>> {
        self.0.lms_last_updated_at
    }

    /// When it last changed here.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }

    /// Counts the changes, from 1.
    async fn version(&self) -> i32 {
        self.0.version
    }
}
