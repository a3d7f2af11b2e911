//! A link by which a learner shows a record to others, until it expires or is revoked.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::id::{ProgramId, RecordShareId, ShareToken, SiteId, UserId};

/// A link by which a learner shows a record to others, until it expires or is revoked.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "record_share")]
pub struct Model {
    /// Key. Names the link in the API, in the audit trail and in logs, and opens nothing.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RecordShareId,
    /// Tenant.
    pub site_id: SiteId,
    /// The learner whose record it shows.
    pub user_id: UserId,
    /// The program of the record.
    pub program_id: ProgramId,
    /// Opens the record: part of the page's address. Random, unique.
    pub token: ShareToken,
    /// What the learner calls it.
    pub label: Option<String>,
    /// Whether it shows grades.
    pub shows_grades: bool,
    /// Whether it shows the learner's name.
    pub shows_name: bool,
    /// Whether it shows the learner's mail address.
    pub shows_email: bool,
    /// When it ends by itself; none for never.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was revoked, which is for ever.
    pub revoked_at: Option<DateTime<Utc>>,
    /// Counts the changes, from 1.
    pub version: i32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
