//! What everything in the catalogue tells of how it is kept.

use async_graphql::{Context, Object};
use chrono::{DateTime, Utc};
use entity::CatalogueOrigin;
use uuid::Uuid;

use super::audit_entry::{AuditEntry, history};
use super::enumeration::CatalogOrigin;
use crate::service::local_catalogue::Kind;

/// How a thing in the catalogue is kept.
pub(super) struct Upkeep {
    id: Uuid,
    origin: CatalogueOrigin,
    removed_at: Option<DateTime<Utc>>,
    version: i32,
}

impl Upkeep {
    pub(super) fn of<K: Kind>(row: &K) -> Self {
        Self {
            id: row.id().into(),
            origin: row.origin(),
            removed_at: row.removed_at(),
            version: row.version(),
        }
    }
}

/// How a thing in the catalogue is kept.
#[Object]
impl Upkeep {
    /// Who keeps it.
    async fn origin(&self) -> CatalogOrigin {
        self.origin.into()
    }

    /// Since when the catalogue service does not have it any more; null while it has, and for what staff keep.
    async fn removed_at(&self) -> Option<DateTime<Utc>> {
        self.removed_at
    }

    /// Counts the changes, from 1. Give it as `expectedVersion` to change only what you have seen.
    async fn version(&self) -> i32 {
        self.version
    }

    /// The newest 50 changes that staff made, oldest first. Empty for everybody but staff and service accounts.
    #[graphql(complexity = "1 + 50 * child_complexity")]
    async fn history(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AuditEntry>> {
        history(ctx, self.id, self.version).await
    }
}
