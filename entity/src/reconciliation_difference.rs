//! Something that a reconciliation found to differ. At most one of a kind for each run, person and course run.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::id::{DifferenceId, ReconciliationId, SiteId, UserId};
use crate::{DifferenceKind, DifferenceState, Username, UsernameKey};

/// Something that a reconciliation found to differ. At most one of a kind for each run, person and course run.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "reconciliation_difference")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DifferenceId,
    /// Tenant.
    pub site_id: SiteId,
    /// The run that found it.
    pub reconciliation_id: ReconciliationId,
    /// What differs.
    pub kind: DifferenceKind,
    /// The person's row; none for somebody who is not known here.
    pub user_id: Option<UserId>,
    /// The key that the person's name has once its bearer is retired: rows of somebody who is not known here are found by it, too.
    pub username_key: UsernameKey,
    /// What the platform calls the person; none where the person is known here.
    pub username: Option<Username>,
    /// The course run; empty where it is about the account.
    pub course_key: String,
    /// What the service says, as it is shown; none for nothing.
    pub here: Option<String>,
    /// What the platform says, as it is shown; none for nothing.
    pub there: Option<String>,
    /// What the platform told, as `domain::reconciliation` writes it: what a repair needs.
    pub told: Json,
    /// Version of the row here that was compared; none where there was none.
    pub seen_version: Option<i32>,
    /// When the platform was asked.
    pub found_at: DateTime<Utc>,
    /// What became of it.
    pub state: DifferenceState,
    /// Who repaired it or decided that it stays.
    pub settled_by_id: Option<UserId>,
    /// When that was.
    pub settled_at: Option<DateTime<Utc>>,
    /// Why it stays.
    pub reason: Option<String>,
    /// Counts the changes of the row, from 1.
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
