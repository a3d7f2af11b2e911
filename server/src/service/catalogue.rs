//! The catalogue as far as certificates show it: programs and runs with their organizations, however many in a constant number of
//! statements.

mod browse;

use std::collections::BTreeMap;

use entity::id::{AssetId, ConfigurationId, CourseId, CourseRunId, OrganizationId, PathwayId, ProgramId};
use entity::{CourseKey, course, course_run, credential_configuration, organization, pathway, program};
use uuid::Uuid;

pub use browse::{list_course_runs, list_courses, list_organizations, list_pathways, list_programs};

use super::{Fault, site};
use crate::context::Request;
use crate::domain::asset_address;
use crate::domain::pathway::is_offered;
use crate::policy::{Action, authorize};
use crate::store;
pub use crate::store::catalogue::list::Filter;

/// A program with what belongs to it.
#[derive(Clone, Debug)]
pub struct KnownProgram {
    /// The program.
    pub program: program::Model,
    /// Its authors, in order.
    pub organizations: Vec<organization::Model>,
}

/// A course with what belongs to it.
#[derive(Clone, Debug)]
pub struct KnownCourse {
    /// The course.
    pub course: course::Model,
    /// Its owners, in order.
    pub organizations: Vec<organization::Model>,
}

/// A run with what belongs to it.
#[derive(Clone, Debug)]
pub struct KnownCourseRun {
    /// The run.
    pub run: course_run::Model,
    /// Its course.
    pub course: course::Model,
    /// The course's owners, in order.
    pub organizations: Vec<organization::Model>,
}

impl KnownCourseRun {
    /// Title of the run, which is the course's unless it has its own.
    #[must_use]
    pub fn title(&self) -> &str {
        self.run.title_override.as_deref().unwrap_or(&self.course.title)
    }
}

/// The configurations of these ids that the caller may see.
pub async fn configurations(
    request: &Request,
    ids: &[ConfigurationId],
) -> Result<Vec<credential_configuration::Model>, Fault> {
    if authorize(&request.actor, Action::ViewCatalogue).is_err() {
        return Ok(Vec::new());
    }
    Ok(store::configuration::by_ids(&request.ctx.db.read, request.site.id, ids).await?)
}

/// The programs of these UUIDs that the caller may see.
pub async fn programs(request: &Request, uuids: &[Uuid]) -> Result<Vec<KnownProgram>, Fault> {
    if authorize(&request.actor, Action::ViewCatalogue).is_err() {
        return Ok(Vec::new());
    }
    let connection = &request.ctx.db.read;
    let programs = store::program::by_uuids(connection, request.site.id, uuids).await?;
    with_organizations(request, programs).await
}

/// The program of this id, if the caller may see it.
pub async fn program(request: &Request, id: ProgramId) -> Result<Option<KnownProgram>, Fault> {
    if authorize(&request.actor, Action::ViewCatalogue).is_err() {
        return Ok(None);
    }
    let found = store::program::find(&request.ctx.db.read, request.site.id, id).await?;
    Ok(with_organizations(request, found.into_iter().collect()).await?.pop())
}

async fn with_organizations(request: &Request, programs: Vec<program::Model>) -> Result<Vec<KnownProgram>, Fault> {
    let ids: Vec<_> = programs.iter().map(|it| it.id).collect();
    let organizations = store::program::organizations(&request.ctx.db.read, &ids).await?;
    let of = |id| {
        organizations
            .iter()
            .filter(|(owner, _)| *owner == id)
            .map(|(_, it)| it.clone())
            .collect()
    };
    Ok(programs
        .into_iter()
        .map(|program| KnownProgram {
            organizations: of(program.id),
            program,
        })
        .collect())
}

/// The runs of these keys that the caller may see.
pub async fn course_runs(request: &Request, keys: &[CourseKey]) -> Result<Vec<KnownCourseRun>, Fault> {
    if authorize(&request.actor, Action::ViewCatalogue).is_err() {
        return Ok(Vec::new());
    }
    let runs = store::course_run::by_keys(&request.ctx.db.read, request.site.id, keys).await?;
    with_courses(request, runs).await
}

/// The run of this id, if the caller may see it.
pub async fn course_run(request: &Request, id: CourseRunId) -> Result<Option<KnownCourseRun>, Fault> {
    if authorize(&request.actor, Action::ViewCatalogue).is_err() {
        return Ok(None);
    }
    let found = store::course_run::find(&request.ctx.db.read, request.site.id, id).await?;
    Ok(with_courses(request, found.into_iter().collect()).await?.pop())
}

/// The courses of these ids with their owners, as far as the caller may see them.
pub async fn courses(request: &Request, ids: &[CourseId]) -> Result<Vec<KnownCourse>, Fault> {
    if authorize(&request.actor, Action::ViewCatalogue).is_err() {
        return Ok(Vec::new());
    }
    let found = store::course::owned_by_ids(&request.ctx.db.read, request.site.id, ids).await?;
    Ok(found
        .into_iter()
        .map(|(course, organizations)| KnownCourse { course, organizations })
        .collect())
}

/// The organization of this id, if the caller may see it.
pub async fn organization(request: &Request, id: OrganizationId) -> Result<Option<organization::Model>, Fault> {
    if authorize(&request.actor, Action::ViewCatalogue).is_err() {
        return Ok(None);
    }
    Ok(store::catalogue::organization::find(&request.ctx.db.read, request.site.id, id).await?)
}

/// The hashes of pictures that are logos of organizations, as far as the caller may see these.
pub async fn logo_hashes(request: &Request, ids: &[AssetId]) -> Result<BTreeMap<AssetId, String>, Fault> {
    if authorize(&request.actor, Action::ViewCatalogue).is_err() {
        return Ok(BTreeMap::new());
    }
    let pictures = store::asset::by_ids(&request.ctx.db.read, request.site.id, ids).await?;
    Ok(pictures.into_iter().map(|it| (it.id, it.hash)).collect())
}

/// The address of an organization's logo where it leads to a picture of the request's site.
#[must_use]
pub fn addressed_logo(request: &Request, organization: &organization::Model) -> Option<String> {
    let url = organization.logo_url.as_deref()?;
    asset_address::own_path(url, &site::public_url(&request.ctx, &request.site)).map(|_| url.to_owned())
}

/// The course of this id, if the caller may see it.
pub async fn course(request: &Request, id: CourseId) -> Result<Option<KnownCourse>, Fault> {
    Ok(courses(request, &[id]).await?.pop())
}

/// The pathway of this id, if the caller may see it.
pub async fn pathway(request: &Request, id: PathwayId) -> Result<Option<pathway::Model>, Fault> {
    if authorize(&request.actor, Action::BrowseCatalogue).is_err() {
        return Ok(None);
    }
    Ok(store::catalogue::pathway::find(&request.ctx.db.read, request.site.id, id).await?)
}

/// The programs of these pathways, in each pathway's order.
pub async fn programs_of_pathways(
    request: &Request,
    ids: &[PathwayId],
) -> Result<BTreeMap<PathwayId, Vec<KnownProgram>>, Fault> {
    if authorize(&request.actor, Action::BrowseCatalogue).is_err() {
        return Ok(BTreeMap::new());
    }
    let connection = &request.ctx.db.read;
    let links = store::catalogue::pathway_program::by_owners(connection, ids).await?;
    let program_ids: Vec<ProgramId> = links.values().flatten().copied().collect();
    let rows = store::catalogue::program::by_ids(connection, request.site.id, &program_ids).await?;
    let known: BTreeMap<ProgramId, KnownProgram> = with_organizations(request, rows)
        .await?
        .into_iter()
        .map(|it| (it.program.id, it))
        .collect();
    Ok(links
        .into_iter()
        .map(|(pathway, programs)| {
            (
                pathway,
                programs.iter().filter_map(|it| known.get(it).cloned()).collect(),
            )
        })
        .collect())
}

/// What is offered to those who have earned these programs, by name.
pub async fn pathways_of_programs(
    request: &Request,
    ids: &[ProgramId],
) -> Result<BTreeMap<ProgramId, Vec<pathway::Model>>, Fault> {
    if authorize(&request.actor, Action::ViewCatalogue).is_err() {
        return Ok(BTreeMap::new());
    }
    let links = store::program::pathways(&request.ctx.db.read, request.site.id, ids).await?;
    let mut by_program: BTreeMap<ProgramId, Vec<pathway::Model>> = BTreeMap::new();
    for (program, pathway) in links {
        if is_offered(&pathway) {
            by_program.entry(program).or_default().push(pathway);
        }
    }
    Ok(by_program)
}

/// The runs of these programs, in each program's order.
pub async fn runs_of_programs(
    request: &Request,
    ids: &[ProgramId],
) -> Result<BTreeMap<ProgramId, Vec<KnownCourseRun>>, Fault> {
    if authorize(&request.actor, Action::ViewCatalogue).is_err() {
        return Ok(BTreeMap::new());
    }
    let links = store::program::course_runs(&request.ctx.db.read, ids).await?;
    let owners: Vec<ProgramId> = links.iter().map(|(id, _)| *id).collect();
    let runs = with_courses(request, links.into_iter().map(|(_, run)| run).collect()).await?;
    let mut by_program: BTreeMap<ProgramId, Vec<KnownCourseRun>> = BTreeMap::new();
    for (owner, run) in owners.into_iter().zip(runs) {
        by_program.entry(owner).or_default().push(run);
    }
    Ok(by_program)
}

/// The runs with their courses, in the same order. A run always has a course: the database sees to it.
async fn with_courses(request: &Request, runs: Vec<course_run::Model>) -> Result<Vec<KnownCourseRun>, Fault> {
    let connection = &request.ctx.db.read;
    let course_ids: Vec<_> = runs.iter().map(|it| it.course_id).collect();
    let courses = store::course_run::courses(connection, &course_ids).await?;
    let organizations = store::course_run::course_organizations(connection, &course_ids).await?;
    runs.into_iter()
        .map(|run| {
            let course = courses
                .iter()
                .find(|it| it.id == run.course_id)
                .cloned()
                .ok_or_else(|| Fault::Internal(anyhow::anyhow!("run {} lacks its course", run.id)))?;
            let organizations = organizations
                .iter()
                .filter(|(owner, _)| *owner == course.id)
                .map(|(_, it)| it.clone())
                .collect();
            Ok(KnownCourseRun {
                run,
                course,
                organizations,
            })
        })
        .collect()
}
