//! One comparison of a site's awards, grades and people with what its learning platform answers.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::id::{ReconciliationId, SiteId, UserId};
use crate::{ReconciliationError, SyncState};

/// One comparison of a site's awards, grades and people with what its learning platform answers.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "reconciliation")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReconciliationId,
    /// Tenant.
    pub site_id: SiteId,
    /// The tenant once more while the run waits or runs, so that there is one for each; none afterwards.
    #[sea_orm(unique)]
    pub active_site_id: Option<SiteId>,
    /// How far it has come.
    pub state: SyncState,
    /// Whether it compares grades, too.
    pub compares_grades: bool,
    /// Whether it reached its end, was told of everything, grades included, and found nothing that differs.
    pub is_clean: bool,
    /// Who asked for it; none for the schedule.
    pub requested_by_id: Option<UserId>,
    /// When it was asked for.
    pub requested_at: DateTime<Utc>,
    /// When a worker began.
    pub started_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub finished_at: Option<DateTime<Utc>>,
    /// Where it is and what it has counted, as `domain::reconciliation` writes it.
    pub progress: Json,
    /// Why it was given up, for programs.
    pub error_code: Option<ReconciliationError>,
    /// Why it was given up, for people.
    pub error: Option<String>,
    /// Counts the changes of the row, from 1.
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
