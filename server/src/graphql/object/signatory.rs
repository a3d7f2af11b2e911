//! Signatories.

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::signatory;

use super::asset::Asset;
use super::audit_entry::{AuditEntry, history};
use super::enumeration::SignatoryAction;
use crate::graphql::Here as _;
use crate::graphql::id::NodeId;
use crate::policy::signatory_actions;

/// A person who signs certificates, kept once and named by any number of configurations. For staff and service accounts.
pub(in crate::graphql) struct Signatory(pub(in crate::graphql) signatory::Model);

/// A person who signs certificates, kept once and named by any number of configurations. For staff and service accounts.
#[Object]
impl Signatory {
    /// Opaque id.
    pub(in crate::graphql) async fn id(&self) -> ID {
        NodeId::Signatory(self.0.id).encode()
    }

    /// Full name.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Position; may have several lines.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// The organization the person signs for; null for the first one of what was earned.
    async fn organization_name(&self) -> Option<&str> {
        self.0.organization_name.as_deref()
    }

    /// Picture of the handwritten signature; null where there is none.
    async fn image(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Asset>> {
        match self.0.image_asset_id {
            None => Ok(None),
            Some(id) => Ok(ctx.loaders()?.one(id).await?.map(Asset)),
        }
    }

    /// When it was made; the beginning of 1970 for signatories from before this was kept.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When it last changed.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }

    /// Counts the changes, from 1. Give it as `expectedVersion` to change only what you have seen.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// The newest 50 changes, oldest first.
    #[graphql(complexity = "1 + 50 * child_complexity")]
    async fn history(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AuditEntry>> {
        history(ctx, self.0.id.0, self.0.version).await
    }

    /// What the caller may do with it.
    async fn viewer_can(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<SignatoryAction>> {
        Ok(signatory_actions(&ctx.here()?.actor)
            .into_iter()
            .map(Into::into)
            .collect())
    }
}
