//! Builds programs.

use entity::id::{CourseRunId, OrganizationId, ProgramId, SiteId};
use entity::{
    CatalogueOrigin, ProgramStatus, course_run, organization, program, program_course_run, program_organization,
};
use sea_orm::{ActiveModelTrait as _, ConnectionTrait, IntoActiveModel as _};
use uuid::Uuid;

/// A program about to be inserted.
#[derive(Clone, Debug)]
pub struct Program {
    id: Uuid,
    site: Option<SiteId>,
    title: String,
    type_label: String,
    type_slug: String,
    total_hours_of_effort: Option<i32>,
    authors: Vec<OrganizationId>,
    runs: Vec<CourseRunId>,
}

/// A program of this title: a professional certificate of nobody, without runs.
#[must_use]
pub fn program(title: &str) -> Program {
    Program {
        id: super::id(super::number()),
        site: None,
        title: title.to_owned(),
        type_label: "Professional Certificate".to_owned(),
        type_slug: String::new(),
        total_hours_of_effort: None,
        authors: Vec::new(),
        runs: Vec::new(),
    }
}

impl Program {
    /// On this site.
    #[must_use]
    pub fn on(mut self, site: SiteId) -> Self {
        self.site = Some(site);
        self
    }

    /// Of this kind.
    #[must_use]
    pub fn type_label(mut self, type_label: &str) -> Self {
        type_label.clone_into(&mut self.type_label);
        self
    }

    /// Of the kind of this slug.
    #[must_use]
    pub fn type_slug(mut self, type_slug: &str) -> Self {
        type_slug.clone_into(&mut self.type_slug);
        self
    }

    /// With this effort.
    #[must_use]
    pub fn hours_of_effort(mut self, hours: i32) -> Self {
        self.total_hours_of_effort = Some(hours);
        self
    }

    /// Authored by this organization, after those named before.
    #[must_use]
    pub fn authored_by(mut self, organization: &organization::Model) -> Self {
        self.authors.push(organization.id);
        self
    }

    /// With this run, after those named before.
    #[must_use]
    pub fn with_run(mut self, run: &course_run::Model) -> Self {
        self.runs.push(run.id);
        self
    }

    /// Writes the rows.
    ///
    /// # Panics
    /// When the database refuses them.
    pub async fn insert(self, db: &impl ConnectionTrait) -> program::Model {
        let Self {
            id,
            site,
            title,
            type_label,
            type_slug,
            total_hours_of_effort,
            authors,
            runs,
        } = self;
        let site_id = super::site_or_default(site, db).await;
        let row = program::Model {
            id: ProgramId(id),
            site_id,
            uuid: id,
            title,
            type_label,
            total_hours_of_effort,
            type_slug,
            status: ProgramStatus::Active,
            origin: CatalogueOrigin::Synced,
            version: 1,
            removed_at: None,
        };
        let program = row.into_active_model().insert(db).await.expect("a program");
        for (index, organization_id) in authors.into_iter().enumerate() {
            let link = program_organization::Model {
                program_id: program.id,
                organization_id,
                position: super::position(index),
            };
            link.into_active_model().insert(db).await.expect("an author");
        }
        for (index, course_run_id) in runs.into_iter().enumerate() {
            let link = program_course_run::Model {
                program_id: program.id,
                course_run_id,
                position: super::position(index),
            };
            link.into_active_model().insert(db).await.expect("a run of the program");
        }
        program
    }
}
