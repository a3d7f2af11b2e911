//! That a learner's record in a program was sent over a pathway, and how often.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::id::{PathwayId, ProgramId, RecordSendId, RecordShareId, SiteId, UserId};

/// That a learner's record in a program was sent over a pathway, and how often. How far the mails have come is told by them.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "record_send")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RecordSendId,
    /// Tenant.
    pub site_id: SiteId,
    /// The learner; with program and pathway unique.
    pub user_id: UserId,
    /// The program of the record.
    pub program_id: ProgramId,
    /// The pathway.
    pub pathway_id: PathwayId,
    /// The link by which the institution opens the record: made for it alone.
    pub record_share_id: RecordShareId,
    /// Whether the institution is told when the program is completed later.
    pub sends_updates: bool,
    /// How often somebody asked for it.
    pub n_sends: i32,
    /// When it was last asked for, and with that agreed to.
    pub asked_at: DateTime<Utc>,
    /// Who asked last: the learner, or staff in their stead.
    pub asked_by: UserId,
    /// Counts the changes, from 1.
    pub version: i32,
    /// When it was first asked for.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
