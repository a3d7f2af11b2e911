//! Pathways of the catalogue.

use async_graphql::{Context, ID, Object};
use entity::pathway;

use super::enumeration::{PathwayKind, PathwayStatus};
use super::program::Program;
use super::upkeep::Upkeep;
use crate::domain::local_catalogue::MAX_PROGRAMS;
use crate::graphql::Here as _;
use crate::graphql::id::NodeId;
use crate::graphql::loader::ProgramsOf;
use crate::graphql::scalar::PublicUuid;

/// An institution's offer to those who have earned a program: credit for studies, or a word in an application.
pub(in crate::graphql) struct Pathway(pub(in crate::graphql) pathway::Model);

/// An institution's offer to those who have earned a program: credit for studies, or a word in an application.
#[Object]
impl Pathway {
    /// Opaque id.
    pub(in crate::graphql) async fn id(&self) -> ID {
        NodeId::Pathway(self.0.id).encode()
    }

    /// Identity in the catalogue.
    async fn uuid(&self) -> PublicUuid {
        PublicUuid(self.0.uuid)
    }

    /// Name of the offer.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Who makes it.
    async fn organization_name(&self) -> &str {
        &self.0.organization_name
    }

    /// Where records are sent; null for offers to which none are sent.
    async fn email(&self) -> Option<&str> {
        self.0.email.as_deref()
    }

    /// What becomes of a record.
    async fn kind(&self) -> PathwayKind {
        self.0.kind.into()
    }

    /// Whether it is offered.
    async fn status(&self) -> PathwayStatus {
        self.0.status.into()
    }

    /// The programs that it is an offer for, in order; at most 100.
    #[graphql(complexity = "1 + 10 * child_complexity")]
    async fn programs(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Program>> {
        let programs = ctx.loaders()?.one(ProgramsOf(self.0.id)).await?.unwrap_or_default();
        Ok(programs.into_iter().take(MAX_PROGRAMS).map(Program).collect())
    }

    #[graphql(flatten)]
    async fn upkeep(&self) -> Upkeep {
        Upkeep::of(&self.0)
    }
}
