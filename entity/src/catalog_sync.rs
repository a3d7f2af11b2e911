//! One run of copying a site's catalogue.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::id::{CatalogSyncId, SiteId, UserId};
use crate::{SyncError, SyncState};

/// One run of copying a site's catalogue.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_sync")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CatalogSyncId,
    /// Tenant.
    pub site_id: SiteId,
    /// The tenant once more while the run waits or runs, so that there is one for each; none afterwards.
    #[sea_orm(unique)]
    pub active_site_id: Option<SiteId>,
    /// How far it has come.
    pub state: SyncState,
    /// Whether it only finds out what it would change.
    pub is_dry_run: bool,
    /// Whether it may remove more than a fifth of a kind.
    pub allows_mass_delete: bool,
    /// Who asked for it; none for the schedule and the command line.
    pub requested_by_id: Option<UserId>,
    /// When it was asked for.
    pub requested_at: DateTime<Utc>,
    /// When a worker began.
    pub started_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub finished_at: Option<DateTime<Utc>>,
    /// Where it is and what it has counted, as `domain::catalogue_sync` writes it.
    pub progress: Json,
    /// The first changes, as `domain::catalogue_sync` writes them.
    pub changes: Json,
    /// Why it was given up, for programs.
    pub error_code: Option<SyncError>,
    /// Why it was given up, for people.
    pub error: Option<String>,
    /// Counts the changes of the row, from 1.
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
