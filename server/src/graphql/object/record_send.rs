//! Records that were sent over pathways.

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::record_send;

use super::enumeration::RecordSendState;
use super::record_share::RecordShare;
use crate::domain;
use crate::graphql::Here as _;
use crate::graphql::id::NodeId;
use crate::graphql::loader::{MailOf, SharesOf};

/// That a record was sent over a pathway, and how far it has come. For the learner, and for staff.
pub(in crate::graphql) struct RecordSend(pub(in crate::graphql) record_send::Model);

/// That a record was sent over a pathway, and how far it has come. For the learner, and for staff.
#[Object]
impl RecordSend {
    /// Opaque id.
    pub(in crate::graphql) async fn id(&self) -> ID {
        NodeId::RecordSend(self.0.id).encode()
    }

    /// How far the newest mail has come.
    async fn state(&self, ctx: &Context<'_>) -> async_graphql::Result<RecordSendState> {
        let mail = ctx.loaders()?.one(MailOf(self.0.id)).await?;
        Ok(domain::record_send::state(mail.as_ref()).into())
    }

    /// The link by which the institution opens the record: revoke it to end that. Null where there are a hundred newer ones.
    async fn record_share(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<RecordShare>> {
        let shares = ctx.loaders()?.one(SharesOf(self.0.user_id, self.0.program_id)).await?;
        let share = shares
            .unwrap_or_default()
            .into_iter()
            .find(|it| it.id == self.0.record_share_id);
        Ok(share.map(RecordShare))
    }

    /// Whether the institution is told when the program is completed later.
    async fn has_updates(&self) -> bool {
        self.0.sends_updates
    }

    /// How often somebody asked for it.
    async fn send_count(&self) -> i32 {
        self.0.n_sends
    }

    /// When it was last asked for.
    async fn asked_at(&self) -> DateTime<Utc> {
        self.0.asked_at
    }
}
