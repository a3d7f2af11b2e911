//! `createCourseRun` and `editCourseRun`.

use async_graphql::{ID, InputObject, MaybeUndefined};
use chrono::{DateTime, Utc};
use entity::course_run;
use entity::id::CourseRunId;

use super::change::{create_mutation, edit_mutation};
use crate::domain::edit::Edit;
use crate::domain::local_catalogue::RawCourseRun;
use crate::graphql::id::{course_id, course_run_id};
use crate::graphql::mutation::configuration::edit_of;
use crate::graphql::object::course_run::CourseRun;
use crate::graphql::scalar::PublicUuid;
use crate::service::local_catalogue::New;

/// A course run for staff to keep.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct CreateCourseRunInput {
    /// Its identity; a new one unless it has one elsewhere.
    uuid: Option<PublicUuid>,
    /// The course it is a run of.
    course: ID,
    /// Course key, such as `course-v1:ExampleX+CS101+2026_T1`. It stays for good, because awards name it. Letter case does not tell
    /// keys apart.
    key: String,
    /// Title where it differs from the course's: 1 to 255 characters.
    title: Option<String>,
    /// First day.
    starts_at: Option<DateTime<Utc>>,
    /// Last day; not before the first.
    ends_at: Option<DateTime<Utc>>,
    /// Makes a repeated request answer as the first one did, for 7 days: a text of at most 255 characters that the caller chooses
    /// for each request.
    idempotency_key: Option<String>,
}

impl CreateCourseRunInput {
    fn read(self) -> async_graphql::Result<New<course_run::Model>> {
        Ok(New {
            uuid: self.uuid.map(|it| it.0),
            raw: RawCourseRun {
                key: self.key,
                course: Some(course_id(&self.course)?),
                title: self.title.map_or(Edit::Keep, Edit::Set),
                starts_at: self.starts_at.map_or(Edit::Keep, Edit::Set),
                ends_at: self.ends_at.map_or(Edit::Keep, Edit::Set),
            },
            idempotency_key: self.idempotency_key,
        })
    }
}

create_mutation! {
    /// Add a run of a course to the catalogue. Staff keep it: copying the catalogue leaves it alone. Staff and service accounts only.
    CreateCourseRun: create_course_run(CreateCourseRunInput)
        -> CreateCourseRunPayload { course_run: CourseRun }, CreateCourseRunErrorCode
}

/// Changes of a course run that staff keep. What is left out stays as it is; null takes the value away.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct EditCourseRunInput {
    /// The course run.
    id: ID,
    /// Change it only if it has this version.
    expected_version: Option<i32>,
    /// The course it is a run of.
    course: Option<ID>,
    /// Title where it differs from the course's: 1 to 255 characters.
    title: MaybeUndefined<String>,
    /// First day.
    starts_at: MaybeUndefined<DateTime<Utc>>,
    /// Last day; not before the first.
    ends_at: MaybeUndefined<DateTime<Utc>>,
}

impl EditCourseRunInput {
    fn id(&self) -> async_graphql::Result<CourseRunId> {
        course_run_id(&self.id)
    }

    fn read(self) -> async_graphql::Result<RawCourseRun> {
        Ok(RawCourseRun {
            key: String::new(),
            course: self.course.as_ref().map(course_id).transpose()?,
            title: edit_of(self.title),
            starts_at: edit_of(self.starts_at),
            ends_at: edit_of(self.ends_at),
        })
    }
}

edit_mutation! {
    /// Change a course run that staff keep, for certificates that are awarded from now on. Repeating the request changes nothing.
    /// Staff and service accounts only.
    EditCourseRun: edit_course_run(EditCourseRunInput)
        -> EditCourseRunPayload { course_run: CourseRun }, EditCourseRunErrorCode
}
