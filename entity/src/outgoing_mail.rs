//! A mail to be sent, written together with the change that it tells of.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::id::{OutgoingMailId, SiteId, UserId};
use crate::{MailError, MailKind, MailState};

/// A mail to be sent, written together with the change that it tells of. Neither address nor text is in it: both are made when it is
/// sent.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outgoing_mail")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OutgoingMailId,
    /// Tenant.
    pub site_id: SiteId,
    /// The person whom it tells of; it goes to them, or in their name to others.
    pub user_id: UserId,
    /// What it is for.
    pub kind: MailKind,
    /// What it tells of: a credential, a record that is sent, or the completion mail that staff try.
    pub subject_id: Uuid,
    /// What there shall be one mail for; unique within the site.
    pub dedupe_key: String,
    /// How far it has come.
    pub state: MailState,
    /// How often sending was begun.
    pub attempts: i32,
    /// From when it may be sent; while a worker is at it, when another one may try.
    pub next_attempt_at: DateTime<Utc>,
    /// What the last attempt failed of.
    pub last_error: Option<MailError>,
    /// Counts the changes, from 1: of two workers one gets it.
    pub version: i32,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When it was sent, given up or dropped.
    pub ended_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}
