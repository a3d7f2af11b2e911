//! What a page changes: the rows to write, and what there is to tell of it.

mod course;
mod naming;
mod organization;
mod outcome;
mod pathway;
mod program;

use std::collections::HashMap;

use entity::id::{CourseId, CourseRunId, OrganizationId, PathwayId, ProgramId};
use entity::{course as course_row, course_run, organization as organization_row, pathway as pathway_row};
use sea_orm::{ConnectionTrait, DbErr};
use uuid::Uuid;

pub(super) use self::outcome::Outcome;
use super::listing::Pass;
use super::page::{Page, Records};
use super::{Run, Stop};
use crate::domain::catalogue_sync::Kind;
use crate::policy::Permit;
use crate::service::retry::Missed;
use crate::store::catalogue;

/// Rows of one table.
#[derive(Debug)]
pub(super) struct Rows<M> {
    added: Vec<M>,
    changed: Vec<M>,
}

impl<M> Default for Rows<M> {
    fn default() -> Self {
        Self {
            added: Vec::new(),
            changed: Vec::new(),
        }
    }
}

/// Ordered lists of one table.
#[derive(Debug)]
pub(super) struct Links<O, M> {
    added: Vec<(O, Vec<M>)>,
    changed: Vec<(O, Vec<M>)>,
}

impl<O, M> Default for Links<O, M> {
    fn default() -> Self {
        Self {
            added: Vec::new(),
            changed: Vec::new(),
        }
    }
}

/// The rows that a page changes.
#[derive(Debug, Default)]
pub(super) struct Writes {
    organizations: Rows<organization_row::Model>,
    courses: Rows<course_row::Model>,
    owners: Links<CourseId, OrganizationId>,
    course_runs: Rows<course_run::Model>,
    programs: Rows<entity::program::Model>,
    authors: Links<ProgramId, OrganizationId>,
    runs_of_programs: Links<ProgramId, CourseRunId>,
    /// Programs that somebody may have completed by what changes.
    pub(super) regrouped: Vec<Uuid>,
    pathways: Rows<pathway_row::Model>,
    programs_of_pathways: Links<PathwayId, ProgramId>,
}

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Added,
    Changed,
    Kept,
    LeftOut,
}

impl Fate {
    /// The row that records of later pages mean by a thing that is not stored itself: the new one, or the one that staff keep of the
    /// same key.
    fn stands_for<I>(self, new: I, holder: Option<I>) -> Option<I> {
        match self {
            Self::Added => Some(new),
            Self::LeftOut => holder,
            Self::Changed | Self::Kept => None,
        }
    }
}

impl Run<'_> {
    pub(super) async fn plan(&self, page: &Page) -> Result<(Writes, Outcome), Missed<Stop>> {
        let mut writes = Writes::default();
        let mut outcome = Outcome::default();
        for it in &page.unreadable {
            let is_known = it.uuid.is_none_or(|uuid| self.seen.has(page.kind, uuid));
            if self.pass == Pass::Again && is_known {
                continue;
            }
            outcome.skip_unreadable(page.kind, it);
            // Its runs are listed, too, and cannot be told apart.
            if page.kind == Kind::Course {
                outcome.seen.unclear.push(Kind::CourseRun);
            }
        }
        match &page.records {
            Records::Organizations(all) => self.plan_organizations(all, &mut writes, &mut outcome).await?,
            Records::Courses(all) => self.plan_courses(all, &mut writes, &mut outcome).await?,
            Records::Programs(all) => self.plan_programs(all, &mut writes, &mut outcome).await?,
            Records::Pathways(all) => self.plan_pathways(all, &mut writes, &mut outcome).await?,
        }
        self.name_members(&mut outcome).await?;
        Ok((writes, outcome))
    }

    /// Whether a thing is seen for the first time; it counts as seen from now on.
    fn is_first(&self, outcome: &mut Outcome, kind: Kind, uuid: Uuid) -> bool {
        !self.seen.has(kind, uuid) && outcome.seen.uuids.insert((kind, uuid))
    }
}

macro_rules! write_rows {
    ($tx:expr, $permit:expr, $rows:expr, $table:ident) => {
        catalogue::$table::insert_many($tx, $permit, &$rows.added).await?;
        for row in &$rows.changed {
            if !catalogue::$table::update($tx, $permit, row).await? {
                return Err(Missed::Lost);
            }
        }
    };
}

macro_rules! write_links {
    ($tx:expr, $permit:expr, $links:expr, $table:ident) => {
        catalogue::$table::update($tx, $permit, &$links.changed).await?;
        catalogue::$table::insert_many($tx, $permit, &$links.added).await?;
    };
}

impl Writes {
    /// Writes the rows, each table after those that it refers to.
    pub(super) async fn write(&self, tx: &impl ConnectionTrait, permit: &Permit) -> Result<(), Missed<Stop>> {
        write_rows!(tx, permit, self.organizations, organization);
        write_rows!(tx, permit, self.courses, course);
        write_links!(tx, permit, self.owners, course_organization);
        write_rows!(tx, permit, self.course_runs, course_run);
        write_rows!(tx, permit, self.programs, program);
        write_links!(tx, permit, self.authors, program_organization);
        write_links!(tx, permit, self.runs_of_programs, program_course_run);
        write_rows!(tx, permit, self.pathways, pathway);
        write_links!(tx, permit, self.programs_of_pathways, pathway_program);
        Ok::<_, DbErr>(()).map_err(Missed::from)
    }
}

impl<O: Copy, M: Clone> Links<O, M> {
    /// Notes the list of an owner that was added or changed.
    fn note(&mut self, fate: Fate, owner: O, members: &[M], is_same: bool) {
        match fate {
            Fate::Added if members.is_empty() => {}
            Fate::Added => self.added.push((owner, members.to_vec())),
            Fate::Changed if !is_same => self.changed.push((owner, members.to_vec())),
            Fate::Changed | Fate::Kept | Fate::LeftOut => {}
        }
    }
}

/// Rows by their identities.
fn by<M>(rows: Vec<M>, uuid: impl Fn(&M) -> Uuid) -> HashMap<Uuid, M> {
    rows.into_iter().map(|it| (uuid(&it), it)).collect()
}

/// The keys of rows, without their kind.
fn keys_of<I: Copy + Into<Uuid>>(ids: &[I]) -> Vec<Uuid> {
    ids.iter().map(|it| (*it).into()).collect()
}
