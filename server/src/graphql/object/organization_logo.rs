//! Logos of organizations.

use async_graphql::{Context, Enum, Object};
use entity::id::AssetId;
use entity::organization;

use super::asset::Asset;
use crate::domain::organization_logo::{self, Logo};
use crate::graphql::Here as _;
use crate::graphql::loader::LogoHash;
use crate::service;

/// The logo of an organization: a picture that the site keeps.
pub(in crate::graphql) struct OrganizationLogo {
    url: String,
    origin: OrganizationLogoOrigin,
    picture: Option<AssetId>,
}

/// How a logo came to the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum OrganizationLogoOrigin {
    /// Staff chose it; no run of copying touches it.
    Chosen,
    /// It was copied from where the catalogue service says that it is.
    Copied,
}

impl OrganizationLogo {
    pub(super) async fn of(row: &organization::Model, ctx: &Context<'_>) -> async_graphql::Result<Option<Self>> {
        let here = ctx.here()?;
        let Some(logo) = organization_logo::of(row) else {
            return Ok(service::catalogue::addressed_logo(here, row).map(|url| Self {
                url,
                origin: OrganizationLogoOrigin::Chosen,
                picture: None,
            }));
        };
        let hash = ctx.loaders()?.one(LogoHash(logo.picture())).await?;
        Ok(hash.map(|hash| Self {
            url: service::asset::public_url(here, &hash),
            origin: match logo {
                Logo::Chosen(_) => OrganizationLogoOrigin::Chosen,
                Logo::Copied(_) => OrganizationLogoOrigin::Copied,
            },
            picture: Some(logo.picture()),
        }))
    }
}

/// The logo of an organization: a picture that the site keeps.
#[Object]
impl OrganizationLogo {
    /// Absolute address at which anybody sees it.
    async fn url(&self) -> &str {
        &self.url
    }

    /// How it came to the site.
    async fn origin(&self) -> OrganizationLogoOrigin {
        self.origin
    }

    /// The picture itself; null where `logoUrl` names it, and for everybody but staff and service accounts.
    async fn asset(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Asset>> {
        match self.picture {
            None => Ok(None),
            Some(id) => Ok(ctx.loaders()?.one(id).await?.map(Asset)),
        }
    }
}
