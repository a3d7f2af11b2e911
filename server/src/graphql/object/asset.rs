//! Assets.

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::asset;
use entity::id::{OrganizationId, SignatoryId, SiteId, TemplateId};

use super::enumeration::{AssetKind, AssetUseType};
use crate::graphql::Here as _;
use crate::graphql::id::NodeId;
use crate::graphql::loader::UsesOf;
use crate::service;
use crate::service::asset::UseKind;

/// A picture for certificates: a logo, a signature. Uploaded by `POST /assets`; what it shows never changes. For staff and service
/// accounts.
pub(in crate::graphql) struct Asset(pub(in crate::graphql) asset::Model);

/// A picture for certificates: a logo, a signature. Uploaded by `POST /assets`; what it shows never changes. For staff and service
/// accounts.
#[Object]
impl Asset {
    /// Opaque id.
    pub(in crate::graphql) async fn id(&self) -> ID {
        NodeId::Asset(self.0.id).encode()
    }

    /// What it is.
    async fn kind(&self) -> AssetKind {
        self.0.kind.into()
    }

    /// Address at which anybody sees it.
    async fn url(&self, ctx: &Context<'_>) -> async_graphql::Result<String> {
        Ok(service::asset::public_url(ctx.here()?, &self.0.hash))
    }

    /// What people call it. Nothing is found by it.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// SHA-256 of its bytes, 64 hexadecimal digits in lower case.
    async fn hash(&self) -> &str {
        &self.0.hash
    }

    /// How many bytes it has.
    async fn byte_size(&self) -> i32 {
        self.0.byte_size
    }

    /// Width in pixels.
    async fn width(&self) -> i32 {
        self.0.width
    }

    /// Height in pixels.
    async fn height(&self) -> i32 {
        self.0.height
    }

    /// When it was uploaded first.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// Username of who uploaded it first; null where that is not known.
    async fn created_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        let Some(id) = self.0.created_by else { return Ok(None) };
        Ok(ctx.loaders()?.one(id).await?.map(|it| it.username.to_string()))
    }

    /// Counts the changes of its name, from 1. Give it as `expectedVersion` to change only what you have seen.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// What shows it as that is now, the first 20 by type and name. What certificates show that were awarded already is not among them.
    #[graphql(complexity = "1 + 20 * child_complexity")]
    async fn uses(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AssetUse>> {
        let found = ctx.loaders()?.one(UsesOf(self.0.id)).await?;
        Ok(found.unwrap_or_default().into_iter().map(AssetUse).collect())
    }

    /// How many things show it in all, as they are now.
    async fn use_count(&self, ctx: &Context<'_>) -> async_graphql::Result<i64> {
        let found = ctx.loaders()?.one(UsesOf(self.0.id)).await?;
        Ok(found.unwrap_or_default().first().map_or(0, |it| it.total))
    }
}

/// Something that shows a picture as it is now.
pub(in crate::graphql) struct AssetUse(service::asset::AssetUse);

/// Something that shows a picture as it is now.
#[Object]
impl AssetUse {
    /// What kind of thing it is.
    async fn subject_type(&self) -> AssetUseType {
        self.0.kind.into()
    }

    /// Its id.
    async fn subject(&self) -> ID {
        let id = self.0.subject;
        let node = match self.0.kind {
            UseKind::Signatory => NodeId::Signatory(SignatoryId(id)),
            UseKind::Organization => NodeId::Organization(OrganizationId(id)),
            UseKind::Template => NodeId::Template(TemplateId(id)),
            UseKind::Site => NodeId::Site(SiteId(id)),
        };
        node.encode()
    }

    /// What it is called.
    async fn subject_name(&self) -> &str {
        &self.0.name
    }
}
