//! Something other systems shall hear of, written together with the change that it tells.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::EventKind;
use crate::id::{CredentialId, EventId};

/// Something other systems shall hear of, written together with the change that it tells.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox_event")]
pub struct Model {
    /// Random, 0 to 63: lets several workers take turns without meeting.
    #[sea_orm(primary_key, auto_increment = false)]
    pub shard: i16,
    /// Identity of the event, the same at each delivery.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EventId,
    /// What it announces.
    pub kind: EventKind,
    /// The credential it is about.
    pub subject_id: CredentialId,
    /// The event's body.
    #[sea_orm(column_type = "JsonBinary")]
    pub payload: Json,
    /// When the change was made.
    pub created_at: DateTime<Utc>,
    /// From when it may be (re)delivered.
    pub available_at: DateTime<Utc>,
    /// How often delivery was tried.
    pub attempts: i32,
    /// The worker that holds it now.
    pub lease_owner: Option<Uuid>,
    /// When that worker's hold ends.
    pub lease_until: Option<DateTime<Utc>>,
    /// When it was delivered.
    pub delivered_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}
