//! A person who signs certificates.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::id::{AssetId, SignatoryId, SiteId, UserId};

/// A person who signs certificates.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "signatory")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SignatoryId,
    /// Tenant.
    pub site_id: SiteId,
    /// Full name.
    pub name: String,
    /// Position, possibly of several lines.
    pub title: String,
    /// Organization the person signs for, where it is not the first one of what was earned.
    pub organization_name: Option<String>,
    /// Picture of the handwritten signature.
    pub image_asset_id: Option<AssetId>,
    /// Counts the changes, from 1.
    pub version: i32,
    /// When the row was written; the Unix epoch for rows from before this was kept.
    pub created_at: DateTime<Utc>,
    /// When the row last changed.
    pub updated_at: DateTime<Utc>,
    /// Who changed it last.
    pub updated_by: Option<UserId>,
}

impl ActiveModelBehavior for ActiveModel {}
