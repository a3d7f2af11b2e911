//! `createProgram` and `editProgram`.

use async_graphql::{ID, InputObject, MaybeUndefined};
use entity::id::ProgramId;
use entity::program;

use super::change::{create_mutation, edit_mutation};
use crate::domain::edit::Edit;
use crate::domain::local_catalogue::RawProgram;
use crate::graphql::id::{course_run_id, ids, organization_id, program_id};
use crate::graphql::mutation::configuration::edit_of;
use crate::graphql::object::enumeration::ProgramStatus;
use crate::graphql::object::program::Program;
use crate::graphql::scalar::PublicUuid;
use crate::service::local_catalogue::New;

/// A program for staff to keep.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct CreateProgramInput {
    /// Its identity, which awards name; a new one unless it has one elsewhere.
    uuid: Option<PublicUuid>,
    /// Title: 1 to 255 characters.
    title: String,
    /// Display label of its kind, such as "Professional Certificate": at most 64 characters.
    type_label: Option<String>,
    /// Its kind as a slug, such as `professional-certificate`: at most 64 lower-case letters, digits and dashes.
    type_slug: Option<String>,
    /// Whether it is offered. Without it, it is.
    status: Option<ProgramStatus>,
    /// Expected effort in hours, 0 to 32,767.
    hours_of_effort: Option<i32>,
    /// Who offers it, in order: ids of at most 20 organizations.
    organizations: Option<Vec<ID>>,
    /// The runs that belong to it, in order: ids of at most 200 course runs.
    course_runs: Option<Vec<ID>>,
    /// Makes a repeated request answer as the first one did, for 7 days: a text of at most 255 characters that the caller chooses
    /// for each request.
    idempotency_key: Option<String>,
}

impl CreateProgramInput {
    fn read(self) -> async_graphql::Result<New<program::Model>> {
        Ok(New {
            uuid: self.uuid.map(|it| it.0),
            raw: RawProgram {
                title: Some(self.title),
                type_label: self.type_label,
                type_slug: self.type_slug,
                status: self.status.map(Into::into),
                hours_of_effort: self.hours_of_effort.map_or(Edit::Keep, Edit::Set),
                organizations: ids(self.organizations, organization_id)?,
                course_runs: ids(self.course_runs, course_run_id)?,
            },
            idempotency_key: self.idempotency_key,
        })
    }
}

create_mutation! {
    /// Add a program to the catalogue. Staff keep it: copying the catalogue leaves it alone. Staff and service accounts only.
    CreateProgram: create_program(CreateProgramInput) -> CreateProgramPayload { program: Program }, CreateProgramErrorCode
}

/// Changes of a program that staff keep. What is left out stays as it is; null takes the value away.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct EditProgramInput {
    /// The program.
    id: ID,
    /// Change it only if it has this version.
    expected_version: Option<i32>,
    /// Title: 1 to 255 characters.
    title: Option<String>,
    /// Display label of its kind: at most 64 characters.
    type_label: Option<String>,
    /// Its kind as a slug: at most 64 lower-case letters, digits and dashes.
    type_slug: Option<String>,
    /// Whether it is offered.
    status: Option<ProgramStatus>,
    /// Expected effort in hours, 0 to 32,767.
    hours_of_effort: MaybeUndefined<i32>,
    /// Who offers it, in order: ids of at most 20 organizations, who take the place of those before.
    organizations: Option<Vec<ID>>,
    /// The runs that belong to it, in order: ids of at most 200 course runs, which take the place of those before.
    course_runs: Option<Vec<ID>>,
}

impl EditProgramInput {
    fn id(&self) -> async_graphql::Result<ProgramId> {
        program_id(&self.id)
    }

    fn read(self) -> async_graphql::Result<RawProgram> {
        Ok(RawProgram {
            title: self.title,
            type_label: self.type_label,
            type_slug: self.type_slug,
            status: self.status.map(Into::into),
            hours_of_effort: edit_of(self.hours_of_effort),
            organizations: ids(self.organizations, organization_id)?,
            course_runs: ids(self.course_runs, course_run_id)?,
        })
    }
}

edit_mutation! {
    /// Change a program that staff keep, for certificates that are awarded from now on. Repeating the request changes nothing. Staff
    /// and service accounts only.
    EditProgram: edit_program(EditProgramInput) -> EditProgramPayload { program: Program }, EditProgramErrorCode
}
