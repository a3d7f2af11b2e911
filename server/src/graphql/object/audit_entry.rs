//! Changes of what staff manage.

use async_graphql::{ComplexObject, Context, SimpleObject};
use chrono::{DateTime, Utc};
use entity::audit_entry;
use entity::id::UserId;
use serde_json::Value;
use uuid::Uuid;

use super::audit_trail_entry::{AuditTrailChange, changes};
use super::enumeration::AuditChange;
use crate::graphql::Here as _;
use crate::graphql::loader::AuditOf;

/// One change of something that staff manage: a configuration, a signatory, an asset, a template, something in the
/// catalogue.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(in crate::graphql) struct AuditEntry {
    /// The version after the change.
    version: i32,
    /// What was done.
    change: AuditChange,
    /// When it was done.
    changed_at: DateTime<Utc>,
    /// Names of the properties that changed, as they are stored, such as `available_at`.
    changed_fields: Vec<String>,
    #[graphql(skip)]
    actor: Option<UserId>,
    #[graphql(skip)]
    details: Value,
}

#[ComplexObject]
impl AuditEntry {
    /// Username of the one who did it; null for the service itself.
    async fn actor(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        let Some(id) = self.actor else { return Ok(None) };
        Ok(ctx.loaders()?.one(id).await?.map(|it| it.username.to_string()))
    }

    /// What became of which property.
    #[graphql(complexity = "1 + 2 * child_complexity")]
    async fn changes(&self) -> Vec<AuditTrailChange> {
        changes(&self.details)
    }
}

impl From<audit_entry::Model> for AuditEntry {
    fn from(it: audit_entry::Model) -> Self {
        let fields = it.details.as_object().map(|it| it.keys().cloned().collect());
        Self {
            version: it.version,
            change: it.change.into(),
            changed_at: it.changed_at,
            changed_fields: fields.unwrap_or_default(),
            actor: it.actor_id,
            details: it.details,
        }
    }
}

/// The newest changes of something of this version, oldest first; none for those who may not know them.
pub(super) async fn history(ctx: &Context<'_>, subject: Uuid, version: i32) -> async_graphql::Result<Vec<AuditEntry>> {
    let entries = ctx.loaders()?.one(AuditOf(subject, version)).await?;
    Ok(entries.unwrap_or_default().into_iter().map(Into::into).collect())
}
