//! Making something for staff to keep.

use cynic::Id;

use super::Refusal;
use super::edit::{hours, ids, instant, pathway_kind, state};
use super::mutation::mutation;
use crate::api::scalar::Instant;
use crate::api::schema;
use crate::console::catalogue::draft::Draft;
use crate::console::catalogue::kind::Kind;
use crate::console::catalogue::part::Part;
use crate::console::catalogue::state::{PathwayKind, PathwayStatus, ProgramStatus, State};

/// Makes it; a repeated request with the same key makes none. Answers its id.
pub(in crate::console::catalogue) async fn create(
    kind: Kind,
    draft: &Draft,
    idempotency_key: String,
) -> Result<String, Refusal> {
    let answer = match kind {
        Kind::Organization => {
            let input = CreateOrganizationInput {
                idempotency_key,
                key: draft.text(Part::Key),
                logo: draft.some(Part::Logo).map(Id::new),
                logo_url: draft.some(Part::LogoUrl),
                name: draft.text(Part::Name),
            };
            create_organization::send(input).await?
        }
        Kind::Course => {
            let input = CreateCourseInput {
                idempotency_key,
                key: draft.text(Part::Key),
                organizations: ids(draft, Part::Organizations),
                title: draft.text(Part::Title),
            };
            create_course::send(input).await?
        }
        Kind::CourseRun => {
            let course = ids(draft, Part::Course).into_iter().next();
            let input = CreateCourseRunInput {
                course: course.ok_or_else(|| Refusal::unfit(Part::Course))?,
                ends_at: instant(draft, Part::EndsAt),
                idempotency_key,
                key: draft.text(Part::Key),
                starts_at: instant(draft, Part::StartsAt),
                title: draft.some(Part::Title),
            };
            create_course_run::send(input).await?
        }
        Kind::Program => {
            let input = CreateProgramInput {
                course_runs: ids(draft, Part::CourseRuns),
                hours_of_effort: hours(draft)?,
                idempotency_key,
                organizations: ids(draft, Part::Organizations),
                status: state(kind, draft).map(State::of_program),
                title: draft.text(Part::Title),
                type_label: draft.text(Part::TypeLabel),
                type_slug: draft.text(Part::TypeSlug),
            };
            create_program::send(input).await?
        }
        Kind::Pathway => {
            let input = CreatePathwayInput {
                email: draft.some(Part::Email),
                idempotency_key,
                kind: pathway_kind(draft)?,
                name: draft.text(Part::Name),
                organization_name: draft.text(Part::OrganizationName),
                programs: ids(draft, Part::Programs),
                status: state(kind, draft).map(State::of_pathway),
            };
            create_pathway::send(input).await?
        }
    };
    answer.read(kind)
}

#[derive(cynic::InputObject)]
struct CreateOrganizationInput {
    idempotency_key: String,
    key: String,
    logo: Option<Id>,
    logo_url: Option<String>,
    name: String,
}

#[derive(cynic::InputObject)]
struct CreateCourseInput {
    idempotency_key: String,
    key: String,
    organizations: Vec<Id>,
    title: String,
}

#[derive(cynic::InputObject)]
struct CreateCourseRunInput {
    course: Id,
    ends_at: Option<Instant>,
    idempotency_key: String,
    key: String,
    starts_at: Option<Instant>,
    title: Option<String>,
}

#[derive(cynic::InputObject)]
struct CreateProgramInput {
    course_runs: Vec<Id>,
    hours_of_effort: Option<i32>,
    idempotency_key: String,
    organizations: Vec<Id>,
    status: Option<ProgramStatus>,
    title: String,
    type_label: String,
    type_slug: String,
}

#[derive(cynic::InputObject)]
struct CreatePathwayInput {
    email: Option<String>,
    idempotency_key: String,
    kind: PathwayKind,
    name: String,
    organization_name: String,
    programs: Vec<Id>,
    status: Option<PathwayStatus>,
}

mutation! {
    create_organization(CreateOrganizationInput) -> "CreateOrganizationPayload" { organization: "Organization" },
    "CreateOrganizationError", "CreateOrganizationErrorCode" { AlreadyExists, InvalidField, ReferenceNotFound }
}

mutation! {
    create_course(CreateCourseInput) -> "CreateCoursePayload" { course: "Course" },
    "CreateCourseError", "CreateCourseErrorCode" { AlreadyExists, InvalidField, ReferenceNotFound }
}

mutation! {
    create_course_run(CreateCourseRunInput) -> "CreateCourseRunPayload" { course_run: "CourseRun" },
    "CreateCourseRunError", "CreateCourseRunErrorCode" { AlreadyExists, InvalidField, ReferenceNotFound }
}

mutation! {
    create_program(CreateProgramInput) -> "CreateProgramPayload" { program: "Program" },
    "CreateProgramError", "CreateProgramErrorCode" { AlreadyExists, InvalidField, ReferenceNotFound }
}

mutation! {
    create_pathway(CreatePathwayInput) -> "CreatePathwayPayload" { pathway: "Pathway" },
    "CreatePathwayError", "CreatePathwayErrorCode" { AlreadyExists, InvalidField, ReferenceNotFound }
}
