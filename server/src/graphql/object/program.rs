//! Programs of the catalogue.

use async_graphql::{Context, ID, Object};

use super::course_run::CourseRun;
use super::enumeration::ProgramStatus;
use super::organization::Organization;
use super::upkeep::Upkeep;
use crate::domain::local_catalogue::{MAX_COURSE_RUNS, MAX_ORGANIZATIONS};
use crate::graphql::Here as _;
use crate::graphql::id::NodeId;
use crate::graphql::loader::RunsOf;
use crate::graphql::scalar::PublicUuid;
use crate::service::catalogue::KnownProgram;

/// A named set of course runs that together earn a credential.
pub(in crate::graphql) struct Program(pub(in crate::graphql) KnownProgram);

/// A named set of course runs that together earn a credential.
#[Object]
impl Program {
    /// Opaque id.
    pub(in crate::graphql) async fn id(&self) -> ID {
        NodeId::Program(self.0.program.id).encode()
    }

    /// Identity in the catalogue; what an award names.
    async fn uuid(&self) -> PublicUuid {
        PublicUuid(self.0.program.uuid)
    }

    /// Title.
    async fn title(&self) -> &str {
        &self.0.program.title
    }

    /// Display label of its kind, such as "Professional Certificate".
    async fn type_label(&self) -> &str {
        &self.0.program.type_label
    }

    /// Its kind as a slug, such as `professional-certificate`; empty where it is not known.
    async fn type_slug(&self) -> &str {
        &self.0.program.type_slug
    }

    /// Whether it is offered.
    async fn status(&self) -> ProgramStatus {
        self.0.program.status.into()
    }

    /// Expected effort in hours; null where the catalogue does not tell it.
    async fn hours_of_effort(&self) -> Option<i32> {
        self.0.program.total_hours_of_effort
    }

    /// Who offers it, in order; at most 20.
    #[graphql(complexity = "1 + 5 * child_complexity")]
    async fn organizations(&self) -> Vec<Organization> {
        let authors = self.0.organizations.iter().take(MAX_ORGANIZATIONS);
        authors.cloned().map(Organization).collect()
    }

    /// The runs that belong to it, in order; at most 200.
    #[graphql(complexity = "1 + 20 * child_complexity")]
    async fn course_runs(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<CourseRun>> {
        let runs = ctx.loaders()?.one(RunsOf(self.0.program.id)).await?.unwrap_or_default();
        Ok(runs.into_iter().take(MAX_COURSE_RUNS).map(CourseRun).collect())
    }

    #[graphql(flatten)]
    async fn upkeep(&self) -> Upkeep {
        Upkeep::of(&self.0.program)
    }
}
