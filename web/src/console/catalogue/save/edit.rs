//! Changing something that staff keep.

use cynic::Id;

use super::Refusal;
use super::mutation::mutation;
use crate::api::scalar::Instant;
use crate::api::schema;
use crate::console::catalogue::draft::Draft;
use crate::console::catalogue::keeper::Keeper;
use crate::console::catalogue::kind::Kind;
use crate::console::catalogue::part::Part;
use crate::console::catalogue::state::{PathwayKind, PathwayStatus, ProgramStatus, State};
use crate::console::catalogue::thing::{self, Thing};

/// Changes the version that is `now`. Answers its id.
pub(in crate::console::catalogue) async fn edit(now: &Thing, draft: &Draft) -> Result<String, Refusal> {
    let (kind, id, expected_version) = (now.kind, Id::new(now.id.clone()), now.version);
    let answer = match kind {
        Kind::Organization => {
            // Of what the catalogue service keeps, the logo alone is changed here.
            let is_ours = now.keeper == Keeper::Staff;
            let input = EditOrganizationInput {
                expected_version,
                id,
                key: is_ours.then(|| draft.text(Part::Key)),
                logo: draft.some(Part::Logo).map(Id::new),
                logo_url: is_ours.then(|| Given(draft.some(Part::LogoUrl))),
                name: is_ours.then(|| draft.text(Part::Name)),
            };
            edit_organization::send(input).await?
        }
        Kind::Course => {
            let input = EditCourseInput {
                expected_version,
                id,
                key: draft.text(Part::Key),
                organizations: ids(draft, Part::Organizations),
                title: draft.text(Part::Title),
            };
            edit_course::send(input).await?
        }
        Kind::CourseRun => {
            let course = ids(draft, Part::Course).into_iter().next();
            let input = EditCourseRunInput {
                course: course.ok_or_else(|| Refusal::unfit(Part::Course))?,
                ends_at: instant(draft, Part::EndsAt),
                expected_version,
                id,
                starts_at: instant(draft, Part::StartsAt),
                title: draft.some(Part::Title),
            };
            edit_course_run::send(input).await?
        }
        Kind::Program => {
            let input = EditProgramInput {
                course_runs: ids(draft, Part::CourseRuns),
                expected_version,
                hours_of_effort: hours(draft)?,
                id,
                organizations: ids(draft, Part::Organizations),
                status: state(kind, draft).map(State::of_program),
                title: draft.text(Part::Title),
                type_label: draft.text(Part::TypeLabel),
                type_slug: draft.text(Part::TypeSlug),
            };
            edit_program::send(input).await?
        }
        Kind::Pathway => {
            let input = EditPathwayInput {
                email: draft.some(Part::Email),
                expected_version,
                id,
                kind: pathway_kind(draft)?,
                name: draft.text(Part::Name),
                organization_name: draft.text(Part::OrganizationName),
                programs: ids(draft, Part::Programs),
                status: state(kind, draft).map(State::of_pathway),
            };
            edit_pathway::send(input).await?
        }
    };
    if answer.is_conflict() {
        let found = thing::find(now.id.clone()).await?;
        return Err(found.map_or(Refusal::Outdated, |now| Refusal::Conflict(Box::new(now))));
    }
    answer.read(kind)
}

/// The ids of what was chosen, in order.
pub(super) fn ids(draft: &Draft, part: Part) -> Vec<Id> {
    let picks = draft.picks(part).into_iter();
    picks.map(|it| Id::new(it.id)).collect()
}

/// The instant of a day; none where none is set.
pub(super) fn instant(draft: &Draft, part: Part) -> Option<Instant> {
    draft.some(part).map(Instant)
}

/// The hours of effort; none where none are told.
pub(super) fn hours(draft: &Draft) -> Result<Option<i32>, Refusal> {
    let hours = draft.some(Part::HoursOfEffort).map(|it| it.parse());
    hours.transpose().map_err(|_| Refusal::unfit(Part::HoursOfEffort))
}

/// Whether it is offered.
pub(super) fn state(kind: Kind, draft: &Draft) -> Option<State> {
    State::read(kind, &draft.text(Part::State))
}

/// What becomes of a record that goes over a pathway.
pub(super) fn pathway_kind(draft: &Draft) -> Result<PathwayKind, Refusal> {
    PathwayKind::read(&draft.text(Part::PathwayKind)).ok_or_else(|| Refusal::unfit(Part::PathwayKind))
}

/// A logo that is none is taken away; of the others what is left out stays.
#[derive(cynic::InputObject)]
struct EditOrganizationInput {
    expected_version: i32,
    id: Id,
    #[cynic(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    logo: Option<Id>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    logo_url: Option<Given>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
}

/// A text that is told, be it none: then it is taken away.
#[derive(serde::Serialize)]
struct Given(Option<String>);

impl cynic::schema::IsScalar<String> for Given {
    type SchemaType = String;
}

#[derive(cynic::InputObject)]
struct EditCourseInput {
    expected_version: i32,
    id: Id,
    key: String,
    organizations: Vec<Id>,
    title: String,
}

/// What is none is taken away.
#[derive(cynic::InputObject)]
struct EditCourseRunInput {
    course: Id,
    ends_at: Option<Instant>,
    expected_version: i32,
    id: Id,
    starts_at: Option<Instant>,
    title: Option<String>,
}

/// What is none is taken away, but for the status, which stays.
#[derive(cynic::InputObject)]
struct EditProgramInput {
    course_runs: Vec<Id>,
    expected_version: i32,
    hours_of_effort: Option<i32>,
    id: Id,
    organizations: Vec<Id>,
    status: Option<ProgramStatus>,
    title: String,
    type_label: String,
    type_slug: String,
}

/// The same.
#[derive(cynic::InputObject)]
struct EditPathwayInput {
    email: Option<String>,
    expected_version: i32,
    id: Id,
    kind: PathwayKind,
    name: String,
    organization_name: String,
    programs: Vec<Id>,
    status: Option<PathwayStatus>,
}

mutation! {
    edit_organization(EditOrganizationInput) -> "EditOrganizationPayload" { organization: "Organization" },
    "EditOrganizationError", "EditOrganizationErrorCode" {
        AlreadyExists, InvalidField, KeptByCatalogService, ReferenceNotFound, VersionConflict
    }
}

mutation! {
    edit_course(EditCourseInput) -> "EditCoursePayload" { course: "Course" },
    "EditCourseError", "EditCourseErrorCode" {
        AlreadyExists, InvalidField, KeptByCatalogService, ReferenceNotFound, VersionConflict
    }
}

mutation! {
    edit_course_run(EditCourseRunInput) -> "EditCourseRunPayload" { course_run: "CourseRun" },
    "EditCourseRunError", "EditCourseRunErrorCode" {
        AlreadyExists, InvalidField, KeptByCatalogService, ReferenceNotFound, VersionConflict
    }
}

mutation! {
    edit_program(EditProgramInput) -> "EditProgramPayload" { program: "Program" },
    "EditProgramError", "EditProgramErrorCode" {
        AlreadyExists, InvalidField, KeptByCatalogService, ReferenceNotFound, VersionConflict
    }
}

mutation! {
    edit_pathway(EditPathwayInput) -> "EditPathwayPayload" { pathway: "Pathway" },
    "EditPathwayError", "EditPathwayErrorCode" {
        AlreadyExists, InvalidField, KeptByCatalogService, ReferenceNotFound, VersionConflict
    }
}
