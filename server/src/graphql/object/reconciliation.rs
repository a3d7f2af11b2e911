//! Comparisons with the learning platform.

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{Context, ID, MaybeUndefined, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{reconciliation, reconciliation_difference};

use super::enumeration::{DifferenceKind, DifferenceState, ReconciliationFailure, ReconciliationState};
use super::reconciliation_difference::ReconciliationDifference;
use crate::domain::reconciliation::Progress;
use crate::graphql::connection::Totals;
use crate::graphql::id::NodeId;
use crate::graphql::{Here as _, connection, cost, error};
use crate::service::reconciliation::{DifferenceListing, Filter, list_differences};
use crate::service::{Counted, Position};

/// One comparison of a site's awards, grades and people with what its learning platform answers.
pub(in crate::graphql) struct Reconciliation(pub(in crate::graphql) reconciliation::Model);

impl Reconciliation {
    fn progress(&self) -> Progress {
        serde_json::from_value(self.0.progress.clone()).unwrap_or_default()
    }
}

/// One comparison of a site's awards, grades and people with what its learning platform answers. It changes nothing; what is to be
/// done about a difference somebody decides.
#[Object]
impl Reconciliation {
    /// Opaque id.
    pub(in crate::graphql) async fn id(&self) -> ID {
        NodeId::Reconciliation(self.0.id).encode()
    }

    /// How far it has come.
    async fn state(&self) -> ReconciliationState {
        self.0.state.into()
    }

    /// Whether it compares grades, too.
    async fn has_grades(&self) -> bool {
        self.0.compares_grades
    }

    /// Whether it reached its end, was told of everything, grades included, and found nothing that differs.
    async fn is_clean(&self) -> bool {
        self.0.is_clean
    }

    /// Username of who asked for it; null for the schedule.
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

    /// What was counted so far.
    async fn counts(&self) -> ReconciliationCounts {
        let counts = self.progress().counts;
        ReconciliationCounts {
            people: counts.n_people,
            course_runs: counts.n_runs,
            grades: counts.n_grades,
            skipped: counts.n_skipped,
            differences: counts.n_found(),
            not_kept: counts.n_dropped,
        }
    }

    /// How many differences of each kind were found so far; kinds without any are left out.
    async fn found(&self) -> Vec<DifferenceCount> {
        let counts = self.progress().counts;
        let count = |(kind, count): (&entity::DifferenceKind, &u32)| DifferenceCount {
            kind: (*kind).into(),
            count: *count,
            kept: counts.n_kept(*kind),
        };
        counts.found.iter().map(count).collect()
    }

    /// What was found, newest first: at most 5,000 are kept, the first 250 of each kind in any case, of the last ten comparisons. Staff
    /// and service accounts only.
    #[graphql(complexity = "cost::page(first, child_complexity)")]
    async fn differences(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Those of this kind.")] kind: Option<DifferenceKind>,
        #[graphql(desc = "Those that have come so far.")] state: Option<DifferenceState>,
        #[graphql(desc = "How many, 1 to 100. Without it, or with null, 20.")] first: MaybeUndefined<i32>,
        #[graphql(desc = "Those after this cursor of the same list.")] after: Option<String>,
    ) -> async_graphql::Result<Connection<String, ReconciliationDifference, Totals, EmptyFields>> {
        let here = ctx.here()?;
        let filter = Filter {
            kind: kind.map(Into::into),
            state: state.map(Into::into),
        };
        let list = format!("differences {:?} {:?} {filter:?}", here.actor.user_id(), self.0.id);
        let listing = connection::listing(ctx, None, first, after, &list)?;
        let has_previous = listing.after.is_some();
        let listing = DifferenceListing {
            run: self.0.id,
            filter,
            after: listing.after,
            size: listing.size,
            counts: listing.counts,
        };
        let Counted { page, total } = list_differences(here, listing).await.map_err(error::unlisted)?;
        let totals = Totals { total_count: total };
        let position = |it: &reconciliation_difference::Model| Position {
            at: it.found_at,
            id: it.id.0,
        };
        Ok(connection::of(
            page,
            has_previous,
            totals,
            &list,
            position,
            ReconciliationDifference,
        ))
    }

    /// Why it was given up, for programs; null otherwise.
    async fn failure(&self) -> Option<ReconciliationFailure> {
        self.0.error_code.map(Into::into)
    }

    /// Why it was given up, for people; null otherwise. In English; may change.
    async fn failure_message(&self) -> Option<&str> {
        self.0.error.as_deref()
    }
}

/// What a comparison has counted.
#[derive(SimpleObject)]
pub(in crate::graphql) struct ReconciliationCounts {
    /// People who were compared.
    people: u32,
    /// Course runs whose grades were compared.
    course_runs: u32,
    /// Grades that were compared.
    grades: u32,
    /// What the platform told nothing of that can be used.
    skipped: u32,
    /// Differences that were found.
    differences: u32,
    /// How many of these are not kept because there are too many.
    not_kept: u32,
}

/// How many differences of a kind were found.
#[derive(SimpleObject)]
pub(in crate::graphql) struct DifferenceCount {
    /// The kind.
    kind: DifferenceKind,
    /// How many.
    count: u32,
    /// How many of these were kept; null where a comparison of long ago did not count them by kind.
    kept: Option<u32>,
}
