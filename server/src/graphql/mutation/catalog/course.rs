//! `createCourse` and `editCourse`.

use async_graphql::{ID, InputObject};
use entity::course;
use entity::id::CourseId;

use super::change::{create_mutation, edit_mutation};
use crate::domain::local_catalogue::RawCourse;
use crate::graphql::id::{course_id, ids, organization_id};
use crate::graphql::object::course::Course;
use crate::graphql::scalar::PublicUuid;
use crate::service::local_catalogue::New;

/// A course for staff to keep.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct CreateCourseInput {
    /// Its identity; a new one unless it has one elsewhere.
    uuid: Option<PublicUuid>,
    /// Key without a run, such as `ExampleX+CS101`: 1 to 255 letters, digits or any of `-_.~:+/`. Letter case does not tell keys
    /// apart.
    key: String,
    /// Title: 1 to 255 characters.
    title: String,
    /// Who offers it, in order: ids of at most 20 organizations.
    organizations: Option<Vec<ID>>,
    /// Makes a repeated request answer as the first one did, for 7 days: a text of at most 255 characters that the caller chooses
    /// for each request.
    idempotency_key: Option<String>,
}

impl CreateCourseInput {
    fn read(self) -> async_graphql::Result<New<course::Model>> {
        Ok(New {
            uuid: self.uuid.map(|it| it.0),
            raw: RawCourse {
                key: Some(self.key),
                title: Some(self.title),
                organizations: ids(self.organizations, organization_id)?,
            },
            idempotency_key: self.idempotency_key,
        })
    }
}

create_mutation! {
    /// Add a course to the catalogue. Staff keep it: copying the catalogue leaves it alone. Staff and service accounts only.
    CreateCourse: create_course(CreateCourseInput) -> CreateCoursePayload { course: Course }, CreateCourseErrorCode
}

/// Changes of a course that staff keep. What is left out stays as it is.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct EditCourseInput {
    /// The course.
    id: ID,
    /// Change it only if it has this version.
    expected_version: Option<i32>,
    /// Key without a run: 1 to 255 letters, digits or any of `-_.~:+/`.
    key: Option<String>,
    /// Title: 1 to 255 characters.
    title: Option<String>,
    /// Who offers it, in order: ids of at most 20 organizations, who take the place of those before.
    organizations: Option<Vec<ID>>,
}

impl EditCourseInput {
    fn id(&self) -> async_graphql::Result<CourseId> {
        course_id(&self.id)
    }

    fn read(self) -> async_graphql::Result<RawCourse> {
        Ok(RawCourse {
            key: self.key,
            title: self.title,
            organizations: ids(self.organizations, organization_id)?,
        })
    }
}

edit_mutation! {
    /// Change a course that staff keep, for certificates that are awarded from now on. Repeating the request changes nothing. Staff
    /// and service accounts only.
    EditCourse: edit_course(EditCourseInput) -> EditCoursePayload { course: Course }, EditCourseErrorCode
}
