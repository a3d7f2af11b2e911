//! What a comparison with the learning platform found to differ.

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::{CourseKey, reconciliation_difference};

use super::course_run::CourseRun;
use super::enumeration::{DifferenceAction, DifferenceKind, DifferenceState};
use crate::graphql::Here as _;
use crate::graphql::id::NodeId;
use crate::policy::difference_actions;

/// Something that differs between the service and the learning platform. For staff.
pub(in crate::graphql) struct ReconciliationDifference(pub(in crate::graphql) reconciliation_difference::Model);

/// Something that differs between the service and the learning platform. For staff.
#[Object]
impl ReconciliationDifference {
    /// Opaque id.
    pub(in crate::graphql) async fn id(&self) -> ID {
        NodeId::Difference(self.0.id).encode()
    }

    /// What differs.
    async fn kind(&self) -> DifferenceKind {
        self.0.kind.into()
    }

    /// What became of it.
    async fn state(&self) -> DifferenceState {
        self.0.state.into()
    }

    /// Username of the person whom it is about: as the service calls them, or where it does not know them, as the platform does.
    async fn username(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        let Some(id) = self.0.user_id else {
            return Ok(self.0.username.as_ref().map(ToString::to_string));
        };
        Ok(ctx.loaders()?.one(id).await?.map(|it| it.username.to_string()))
    }

    /// The course run, by its course key; null where it is about the account.
    async fn course_key(&self) -> Option<&str> {
        Some(self.0.course_key.as_str()).filter(|it| !it.is_empty())
    }

    /// The course run; null where it is about the account, and where the catalogue does not know it.
    async fn course_run(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<CourseRun>> {
        let Ok(key) = CourseKey::parse(&self.0.course_key) else {
            return Ok(None);
        };
        Ok(ctx.loaders()?.one(key).await?.map(CourseRun))
    }

    /// What the service said: the credential's status, the grade, or the username; null where it had nothing.
    async fn here(&self) -> Option<&str> {
        self.0.here.as_deref()
    }

    /// What the platform said: its own word for the certificate's status, the grade, or the username; null where it had nothing.
    async fn there(&self) -> Option<&str> {
        self.0.there.as_deref()
    }

    /// When the platform was asked.
    async fn found_at(&self) -> DateTime<Utc> {
        self.0.found_at
    }

    /// When it was repaired, or decided that it stays; null until then.
    async fn settled_at(&self) -> Option<DateTime<Utc>> {
        self.0.settled_at
    }

    /// Username of who did that; null until then.
    async fn settled_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        let Some(id) = self.0.settled_by_id else {
            return Ok(None);
        };
        Ok(ctx.loaders()?.one(id).await?.map(|it| it.username.to_string()))
    }

    /// Why it stays; null where that was not decided.
    async fn reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }

    /// What the caller may do with it as it is now.
    async fn viewer_can(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<DifferenceAction>> {
        let actions = difference_actions(&ctx.here()?.actor, &self.0);
        Ok(actions.into_iter().map(Into::into).collect())
    }
}
