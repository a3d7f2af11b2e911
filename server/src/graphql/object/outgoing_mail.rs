//! Mail that is sent or was.

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::id::CredentialId;
use entity::outgoing_mail;

use super::credential::Credential;
use super::enumeration::{MailFailure, MailKind, MailState};
use crate::graphql::Here as _;
use crate::graphql::id::NodeId;

/// A mail of the service: what it is for, and how far it has come. What it says and its address are not kept. For staff.
pub(in crate::graphql) struct OutgoingMail(pub(in crate::graphql) outgoing_mail::Model);

/// A mail of the service: what it is for, and how far it has come. What it says and its address are not kept. For staff.
#[Object]
impl OutgoingMail {
    /// Opaque id.
    pub(in crate::graphql) async fn id(&self) -> ID {
        NodeId::OutgoingMail(self.0.id).encode()
    }

    /// What it is for.
    async fn kind(&self) -> MailKind {
        self.0.kind.into()
    }

    /// How far it has come.
    async fn state(&self) -> MailState {
        self.0.state.into()
    }

    /// Username of the person to whom it goes, or in whose name.
    async fn username(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        let person = ctx.loaders()?.one(self.0.user_id).await?;
        Ok(person.map(|it| it.username.to_string()))
    }

    /// The credential of which it tells; null for mail that tells of none.
    async fn credential(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Credential>> {
        match self.0.kind {
            entity::MailKind::Completion => {
                let found = ctx.loaders()?.one(CredentialId(self.0.subject_id)).await?;
                Ok(found.map(Into::into))
            }
            entity::MailKind::Record | entity::MailKind::Test => Ok(None),
        }
    }

    /// How often sending was begun.
    async fn attempts(&self) -> i32 {
        self.0.attempts
    }

    /// What the last attempt failed of; null where none did.
    async fn last_failure(&self) -> Option<MailFailure> {
        self.0.last_error.map(Into::into)
    }

    /// From when it is sent, or sent again; null where it is not.
    async fn next_attempt_at(&self) -> Option<DateTime<Utc>> {
        match self.0.state {
            entity::MailState::Queued => Some(self.0.next_attempt_at),
            entity::MailState::Sending
            | entity::MailState::Sent
            | entity::MailState::Failed
            | entity::MailState::Dropped => None,
        }
    }

    /// When it was written.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When it was sent, given up or dropped; null where it was not yet.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.0.ended_at
    }
}
