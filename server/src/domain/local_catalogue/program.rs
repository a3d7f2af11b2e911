//! Programs that staff keep.

use entity::id::{CourseRunId, OrganizationId, ProgramId};
use entity::{CatalogueOrigin, ProgramStatus, program};

use super::{Entry, Findings, LocalRow, MAX_COURSE_RUNS, MAX_ORGANIZATIONS, Seed, Unfit, line};
use crate::domain::catalogue_field;
use crate::domain::edit::Edit;
use crate::domain::web_address::Reach;

/// A program as the caller wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct RawProgram {
    /// Title.
    pub title: Option<String>,
    /// Display label of its kind.
    pub type_label: Option<String>,
    /// Its kind as a slug.
    pub type_slug: Option<String>,
    /// Whether it is offered.
    pub status: Option<ProgramStatus>,
    /// Expected effort in hours.
    pub hours_of_effort: Edit<i32>,
    /// Who offers it, in order.
    pub organizations: Option<Vec<OrganizationId>>,
    /// The runs that belong to it, in order.
    pub course_runs: Option<Vec<CourseRunId>>,
}

/// The lists of a program.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct ProgramLists {
    /// Who offers it.
    pub organizations: Vec<OrganizationId>,
    /// The runs that belong to it.
    pub course_runs: Vec<CourseRunId>,
}

impl LocalRow for program::Model {
    type Raw = RawProgram;
    type Lists = ProgramLists;

    fn begin(Seed { id, site_id, uuid }: Seed, _: &RawProgram) -> Result<Self, Vec<Unfit>> {
        Ok(Self {
            id: ProgramId(id),
            site_id,
            uuid,
            title: String::new(),
            type_label: String::new(),
            type_slug: String::new(),
            status: ProgramStatus::Active,
            total_hours_of_effort: None,
            origin: CatalogueOrigin::Local,
            version: 1,
            removed_at: None,
        })
    }

    fn apply(raw: RawProgram, mut entry: Entry<Self>, _: Reach) -> Result<Entry<Self>, Vec<Unfit>> {
        let (row, lists) = (&mut entry.row, &mut entry.lists);
        let mut findings = Findings::default();
        let label = |it| catalogue_field::short("typeLabel", Some(it));
        let hours = |it: i32| catalogue_field::hours("hoursOfEffort", it.into());
        findings.put("title", raw.title, line("title"), &mut row.title);
        findings.put("typeLabel", raw.type_label, label, &mut row.type_label);
        findings.put("typeSlug", raw.type_slug, slug, &mut row.type_slug);
        row.status = raw.status.unwrap_or(row.status);
        findings.edit(
            "hoursOfEffort",
            raw.hours_of_effort,
            hours,
            &mut row.total_hours_of_effort,
        );
        findings.list(
            "organizations",
            raw.organizations,
            MAX_ORGANIZATIONS,
            &mut lists.organizations,
        );
        findings.list("courseRuns", raw.course_runs, MAX_COURSE_RUNS, &mut lists.course_runs);
        findings.of(entry)
    }
}

fn slug(text: String) -> Result<String, String> {
    let is_allowed = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-';
    if !text.chars().all(is_allowed) {
        return Err("a slug has lower-case letters, digits and dashes".to_owned());
    }
    catalogue_field::short("typeSlug", Some(text))
}
