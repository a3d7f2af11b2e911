//! A tenant: one institution's face of the service.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::id::SiteId;

/// A tenant: one institution's face of the service.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "site")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SiteId,
    /// Name of the institution's platform, shown on certificates.
    pub name: String,
    /// Whether requests that name no other tenant are for this one.
    pub is_default: bool,
    /// When the row was written.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
