//! Organizations of the catalogue.

use async_graphql::{Context, ID, Object};
use entity::organization;

use super::organization_logo::OrganizationLogo;
use super::upkeep::Upkeep;
use crate::graphql::id::NodeId;
use crate::graphql::scalar::PublicUuid;

/// An organization that offers courses and programs.
pub(in crate::graphql) struct Organization(pub(in crate::graphql) organization::Model);

/// An organization that offers courses and programs.
#[Object]
impl Organization {
    /// Opaque id.
    pub(in crate::graphql) async fn id(&self) -> ID {
        NodeId::Organization(self.0.id).encode()
    }

    /// Identity in the catalogue.
    async fn uuid(&self) -> PublicUuid {
        PublicUuid(self.0.uuid)
    }

    /// Short key, such as `ExampleX`.
    async fn key(&self) -> &str {
        &self.0.key
    }

    /// Full name.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Absolute address of the logo for certificates, as whoever keeps the organization tells it; null where there is none. Browsers are
    /// not led there by certificates: what they show is `logo`.
    async fn logo_url(&self) -> Option<&str> {
        self.0.logo_url.as_deref()
    }

    /// The logo that new certificates show, a picture that the site keeps: one that staff chose, or else its copy of what is at `logoUrl`.
    /// Null where it keeps none.
    async fn logo(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<OrganizationLogo>> {
        OrganizationLogo::of(&self.0, ctx).await
    }

    #[graphql(flatten)]
    async fn upkeep(&self) -> Upkeep {
        Upkeep::of(&self.0)
    }
}
