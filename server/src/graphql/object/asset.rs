//! Assets.

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::asset;

use super::enumeration::AssetKind;
use crate::graphql::Here as _;
use crate::graphql::id::NodeId;
use crate::service;

/// A picture for certificates: a logo, a signature. Uploaded by `POST /assets`; never changes. For staff and service accounts.
pub(in crate::graphql) struct Asset(pub(in crate::graphql) asset::Model);

/// A picture for certificates: a logo, a signature. Uploaded by `POST /assets`; never changes. For staff and service accounts.
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
}
