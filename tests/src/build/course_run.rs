//! Builds runs of courses.

use chrono::{DateTime, Utc};
use entity::id::CourseRunId;
use entity::{CatalogueOrigin, CourseKey, course, course_run};
use sea_orm::{ActiveModelTrait as _, ConnectionTrait, IntoActiveModel as _};
use uuid::Uuid;

/// A run about to be inserted.
#[derive(Clone, Debug)]
pub struct CourseRun {
    id: Uuid,
    course: course::Model,
    key: String,
    title_override: Option<String>,
    starts_at: Option<DateTime<Utc>>,
    ends_at: Option<DateTime<Utc>>,
}

/// A run of this course, with a key of its own.
#[must_use]
pub fn course_run(course: &course::Model) -> CourseRun {
    let number = super::number();
    let key = format!("course-v1:{}+R{number}", course.key);
    CourseRun {
        id: super::id(number),
        course: course.clone(),
        key,
        title_override: None,
        starts_at: None,
        ends_at: None,
    }
}

impl CourseRun {
    /// With this course key.
    #[must_use]
    pub fn key(mut self, key: &str) -> Self {
        key.clone_into(&mut self.key);
        self
    }

    /// With a title that differs from the course's.
    #[must_use]
    pub fn title(mut self, title: &str) -> Self {
        self.title_override = Some(title.to_owned());
        self
    }

    /// Between these days.
    #[must_use]
    pub fn dates(mut self, starts_at: DateTime<Utc>, ends_at: DateTime<Utc>) -> Self {
        self.starts_at = Some(starts_at);
        self.ends_at = Some(ends_at);
        self
    }

    /// Writes the row.
    ///
    /// # Panics
    /// When the key is none, or the database refuses the row.
    pub async fn insert(self, db: &impl ConnectionTrait) -> course_run::Model {
        let Self {
            id,
            course,
            key,
            title_override,
            starts_at,
            ends_at,
        } = self;
        let key = CourseKey::parse(&key).unwrap_or_else(|error| panic!("{key}: {error}"));
        let (site_id, course_id) = (course.site_id, course.id);
        let row = course_run::Model {
            id: CourseRunId(id),
            site_id,
            course_id,
            uuid: id,
            key,
            title_override,
            starts_at,
            ends_at,
            origin: CatalogueOrigin::Synced,
            local_key: None,
            version: 1,
            removed_at: None,
        };
        row.into_active_model().insert(db).await.expect("a run")
    }
}
