//! Runs of copying the catalogue.

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::catalog_sync;

use crate::domain::catalogue_sync::{self as domain, Kind, Progress};
use crate::graphql::Here as _;
use crate::graphql::id::NodeId;
use crate::graphql::scalar::PublicUuid;

/// One run of copying the catalogue from the catalogue service.
pub(in crate::graphql) struct CatalogSync(pub(in crate::graphql) catalog_sync::Model);

impl CatalogSync {
    fn progress(&self) -> Progress {
        serde_json::from_value(self.0.progress.clone()).unwrap_or_default()
    }
}

/// One run of copying the catalogue from the catalogue service.
#[Object]
impl CatalogSync {
    /// Opaque id.
    pub(in crate::graphql) async fn id(&self) -> ID {
        NodeId::CatalogSync(self.0.id).encode()
    }

    /// How far it has come.
    async fn state(&self) -> CatalogSyncState {
        self.0.state.into()
    }

    /// Whether it only finds out what it would change.
    async fn is_dry_run(&self) -> bool {
        self.0.is_dry_run
    }

    /// Whether it may remove more than a fifth of a kind.
    async fn is_mass_delete_allowed(&self) -> bool {
        self.0.allows_mass_delete
    }

    /// Username of who asked for it; null for the schedule and the command line.
    async fn requested_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        let Some(id) = self.0.requested_by_id else {
            return Ok(None);
        };
        Ok(ctx.loaders()?.one(id).await?.map(|it| it.username.to_string()))
    }

    /// When it was asked for.
    async fn requested_at(&self) -> DateTime<Utc> {
        self.0.requested_at
    }

    /// When a worker began; null while it waits.
    async fn started_at(&self) -> Option<DateTime<Utc>> {
        self.0.started_at
    }

    /// When it ended; null until then.
    async fn finished_at(&self) -> Option<DateTime<Utc>> {
        self.0.finished_at
    }

    /// What is being copied now; null before the first page, while it looks for what is gone, and once it has ended.
    async fn copying(&self) -> Option<CatalogKind> {
        let place = self.progress().place.filter(|_| self.0.finished_at.is_none());
        place.map(|it| it.listing.into())
    }

    /// How many there are of what is being copied; null where the catalogue service does not tell it.
    async fn expected_count(&self) -> Option<u64> {
        let place = self.progress().place.filter(|_| self.0.finished_at.is_none());
        place.and_then(|it| it.n_items)
    }

    /// What became of the things of each kind, all five of them.
    async fn counts(&self) -> Vec<CatalogCounts> {
        let progress = self.progress();
        Kind::ALL
            .into_iter()
            .map(|kind| {
                let domain::Counts {
                    added,
                    changed,
                    unchanged,
                    removed,
                    skipped,
                } = progress.counts.get(&kind).copied().unwrap_or_default();
                CatalogCounts {
                    kind: kind.into(),
                    added,
                    changed,
                    unchanged,
                    removed,
                    skipped,
                }
            })
            .collect()
    }

    /// The changes one by one, in the order in which they were made: the first 200 that add or change something, the first 200 that
    /// tell what is gone, and the first 100 that need somebody's eye.
    #[graphql(complexity = "1 + 50 * child_complexity")]
    async fn changes(&self) -> Vec<CatalogChange> {
        let lines: Vec<domain::Change> = serde_json::from_value(self.0.changes.clone()).unwrap_or_default();
        lines.into_iter().map(Into::into).collect()
    }

    /// Why it was given up, for programs; null otherwise.
    async fn failure(&self) -> Option<CatalogSyncFailure> {
        self.0.error_code.map(Into::into)
    }

    /// Why it was given up, for people; null otherwise. In English; may change.
    async fn failure_message(&self) -> Option<&str> {
        self.0.error.as_deref()
    }
}

/// What became of the things of a kind in one run.
#[derive(SimpleObject)]
pub(in crate::graphql) struct CatalogCounts {
    /// The kind.
    kind: CatalogKind,
    /// New ones.
    added: u32,
    /// Those that changed or came back.
    changed: u32,
    /// Those that are as they were.
    unchanged: u32,
    /// Those that the catalogue service has no more.
    removed: u32,
    /// Those that were left out, with a reason.
    skipped: u32,
}

/// One change of a run.
#[derive(SimpleObject)]
pub(in crate::graphql) struct CatalogChange {
    /// What became of it.
    change: CatalogChangeKind,
    /// What it is.
    kind: CatalogKind,
    /// Its identity in the catalogue; null where that cannot be read.
    uuid: Option<PublicUuid>,
    /// What it is called.
    name: String,
    /// Why it was left out, or what is missing of it; null where there is nothing to add. In English; may change.
    detail: Option<String>,
    /// What differs from before, where it changed or came back.
    fields: Vec<CatalogFieldChange>,
}

/// What a field was and is.
#[derive(SimpleObject)]
pub(in crate::graphql) struct CatalogFieldChange {
    /// The property as it is stored, its words apart, such as `title override`; of a list, what it is called.
    field: String,
    /// What it was, cut to 200 characters; null where there was nothing. A list is told where it differs: `…` stands for what both
    /// lists begin or end with.
    before: Option<String>,
    /// What it is, cut likewise; null where there is nothing.
    after: Option<String>,
}

impl From<domain::FieldChange> for CatalogFieldChange {
    fn from(it: domain::FieldChange) -> Self {
        let domain::FieldChange { field, before, after } = it;
        Self { field, before, after }
    }
}

impl From<domain::Change> for CatalogChange {
    fn from(it: domain::Change) -> Self {
        let domain::Change {
            change,
            kind,
            uuid,
            name,
            detail,
            fields,
        } = it;
        Self {
            change: change.into(),
            kind: kind.into(),
            uuid: uuid.map(PublicUuid),
            name,
            detail,
            fields: fields.into_iter().map(Into::into).collect(),
        }
    }
}

/// How far a run has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::SyncState")]
pub(in crate::graphql) enum CatalogSyncState {
    /// It waits for a worker.
    Queued,
    /// A worker is at it, or was until it was interrupted: then another one goes on.
    Running,
    /// It has reached its end.
    Succeeded,
    /// It was given up; what it had copied until then stays.
    Failed,
}

/// Why a run was given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::SyncError")]
pub(in crate::graphql) enum CatalogSyncFailure {
    /// The site has no catalogue service any more.
    NotConfigured,
    /// The catalogue service, or the platform whose tokens it takes, does not answer.
    Unavailable,
    /// One of them refuses to answer.
    Refused,
    /// What the catalogue service answers cannot be used.
    InvalidAnswer,
    /// More than a fifth of a kind would be removed, and that was not allowed.
    MassDeleteGuard,
}

/// A kind of thing in the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::domain::catalogue_sync::Kind")]
pub(in crate::graphql) enum CatalogKind {
    /// An organization.
    Organization,
    /// A course.
    Course,
    /// A run of a course.
    CourseRun,
    /// A program.
    Program,
    /// A pathway.
    Pathway,
}

/// What became of a thing in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::domain::catalogue_sync::ChangeKind")]
pub(in crate::graphql) enum CatalogChangeKind {
    /// It is new.
    Added,
    /// It has changed.
    Changed,
    /// It was removed before and is back.
    Restored,
    /// The catalogue service has it no more. It stays known, because certificates and records name it.
    Removed,
    /// The catalogue service has it no more, and it stays: too much would be removed, and that was not allowed.
    Missing,
    /// It was left out; the detail says why.
    Skipped,
    /// It was left out because staff keep one of the same identity or key.
    Conflict,
    /// It was taken over in part; the detail says what is missing.
    Note,
}
