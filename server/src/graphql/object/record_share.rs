//! Links to learner records, and what they open.

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::record_share;

use super::enumeration::ShareState;
use super::program_record::ProgramRecord;
use crate::domain;
use crate::graphql::Here as _;
use crate::graphql::id::NodeId;
use crate::graphql::loader::ViewsOf;
use crate::graphql::scalar::Day;
use crate::policy::{Action, authorize};
use crate::service;

/// Days of which a link tells how often it was followed.
const VIEW_DAYS: usize = 90;

/// A link by which a learner shows a record to others. For the learner, and for staff.
pub(in crate::graphql) struct RecordShare(pub(in crate::graphql) record_share::Model);

/// A link by which a learner shows a record to others. For the learner, and for staff.
#[Object]
impl RecordShare {
    /// Opaque id; opens nothing.
    pub(in crate::graphql) async fn id(&self) -> ID {
        NodeId::RecordShare(self.0.id).encode()
    }

    /// Address of the page that shows the record. Null for everybody but the learner.
    async fn url(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        let here = ctx.here()?;
        let learner = self.0.user_id;
        let is_theirs = authorize(&here.actor, Action::EditRecordShare { learner }).is_ok();
        Ok(is_theirs.then(|| service::record_share::public_url(here, self.0.token)))
    }

    /// Address of a picture (SVG) of that address as a QR code. Null for everybody but the learner.
    async fn qr_url(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        Ok(self.url(ctx).await?.map(|url| format!("{url}/qr.svg")))
    }

    /// What the learner calls it; null for nothing.
    async fn label(&self) -> Option<&str> {
        self.0.label.as_deref()
    }

    /// Whether it opens the record now.
    async fn state(&self, ctx: &Context<'_>) -> async_graphql::Result<ShareState> {
        Ok(domain::record_share::state(&self.0, ctx.here()?.ctx.clock.now()).into())
    }

    /// Whether it shows grades and attempts.
    async fn shows_grades(&self) -> bool {
        self.0.shows_grades
    }

    /// Whether it shows the learner's name.
    async fn shows_name(&self) -> bool {
        self.0.shows_name
    }

    /// Whether it shows the learner's mail address.
    async fn shows_email(&self) -> bool {
        self.0.shows_email
    }

    /// When it ends by itself; null for never.
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

    /// When it last changed.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }

    /// Counts the changes, from 1.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// How often others have opened the record by it. Crawlers and link previews are left out as far as they say what they are.
    async fn view_count(&self, ctx: &Context<'_>) -> async_graphql::Result<i64> {
        let views = ctx.loaders()?.one(ViewsOf(self.0.id)).await?.unwrap_or_default();
        Ok(views.iter().map(|(_, n_views)| n_views).sum())
    }

    /// The same by day, oldest first, days without views left out: the newest 90 days.
    #[graphql(complexity = "1 + 10 * child_complexity")]
    async fn views(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<DayViews>> {
        let views = ctx.loaders()?.one(ViewsOf(self.0.id)).await?.unwrap_or_default();
        let n_older = views.len().saturating_sub(VIEW_DAYS);
        let newest = views.into_iter().skip(n_older);
        Ok(newest
            .map(|(day, count)| DayViews {
                viewed_on: Day(day),
                count,
            })
            .collect())
    }
}

/// How often a link was followed on a day.
#[derive(SimpleObject)]
pub(in crate::graphql) struct DayViews {
    /// The day, in UTC.
    viewed_on: Day,
    /// How often.
    count: i64,
}

/// What a link to a record opens, or that it has ended.
#[derive(SimpleObject)]
pub(in crate::graphql) struct SharedRecord {
    /// Whether the link still opens the record.
    state: ShareState,
    /// When the link ended; null while it opens the record.
    ended_at: Option<DateTime<Utc>>,
    /// The record, as far as the learner chose to show it; null where the link has ended.
    record: Option<ProgramRecord>,
}

impl From<service::record_share::FollowedShare> for SharedRecord {
    fn from(it: service::record_share::FollowedShare) -> Self {
        let service::record_share::FollowedShare {
            state,
            ended_at,
            record,
        } = it;
        Self {
            state: state.into(),
            ended_at,
            record: record.map(ProgramRecord),
        }
    }
}
