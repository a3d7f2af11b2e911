//! How the last verification of a site's chain ended, and how far the present one has come.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::id::SiteId;

/// How the last verification of a site's chain ended, and how far the present one has come.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "trail_verification")]
pub struct Model {
    /// Tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub site_id: SiteId,
    /// When somebody asked for one that has not begun.
    pub asked_at: Option<DateTime<Utc>>,
    /// When the present one began; none while there is none.
    pub began_at: Option<DateTime<Utc>>,
    /// How many entries the present one has looked at.
    pub n_checked: i64,
    /// How many there were when it began.
    pub n_expected: i64,
    /// When the last one ended.
    pub finished_at: Option<DateTime<Utc>>,
    /// How many entries the last one looked at.
    pub n_verified: i64,
    /// What the last one found wrong: the first ones are enough.
    #[sea_orm(column_type = "JsonBinary")]
    pub findings: Json,
    /// Place and hash of the last link that was found sound, to be found again by the next one.
    pub head_sequence: Option<i64>,
    /// Its hash.
    pub head_hash: Option<Vec<u8>>,
}

impl ActiveModelBehavior for ActiveModel {}
