//! Programs that use the API by keys.

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::api_client;

use super::audit_entry::{AuditEntry, history};
use super::enumeration::{ApiClientState, ApiScope};
use crate::domain::api_client::state;
use crate::graphql::Here as _;
use crate::graphql::id::NodeId;

/// A program that an institution lets use this API on its site, by a key of its own. For staff.
pub(in crate::graphql) struct ApiClient(pub(in crate::graphql) api_client::Model);

/// A program that an institution lets use this API on its site, by a key of its own. For staff.
#[Object]
impl ApiClient {
    /// Opaque id.
    pub(in crate::graphql) async fn id(&self) -> ID {
        NodeId::ApiClient(self.0.id).encode()
    }

    /// What staff call it. What it does is told as done by `api-client:` and this name.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// What its key is good for; one to all of the seven.
    async fn scopes(&self) -> Vec<ApiScope> {
        self.0.scopes.iter().map(Into::into).collect()
    }

    /// How its key begins: enough to tell it from others. The key itself is not kept.
    async fn key_hint(&self) -> &str {
        &self.0.key_hint
    }

    /// Whether its keys count.
    async fn state(&self, ctx: &Context<'_>) -> async_graphql::Result<ApiClientState> {
        Ok(state(&self.0, ctx.here()?.ctx.clock.now()).into())
    }

    /// When its key was last used, give or take a minute; null where it never was.
    async fn last_used_at(&self) -> Option<DateTime<Utc>> {
        self.0.last_used_at
    }

    /// When it got its present key, where that is not its first; null otherwise.
    async fn rotated_at(&self) -> Option<DateTime<Utc>> {
        self.0.rotated_at
    }

    /// Until when the key before counts, or did; null where it ended when it was replaced, and where there was none.
    async fn previous_key_ends_at(&self) -> Option<DateTime<Utc>> {
        self.0.previous_key_ends_at
    }

    /// From when on its keys do not count; null for never.
    async fn expires_at(&self) -> Option<DateTime<Utc>> {
        self.0.expires_at
    }

    /// When it was revoked; null where it was not.
    async fn revoked_at(&self) -> Option<DateTime<Utc>> {
        self.0.revoked_at
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// Username of the one who made it; null where that is not known.
    async fn created_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        let Some(id) = self.0.created_by else { return Ok(None) };
        Ok(ctx.loaders()?.one(id).await?.map(|it| it.username.to_string()))
    }

    /// When it last changed; uses are no changes.
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
}
