//! A certificate that nobody earned, drawn for staff to look at for a while. Its key is the secret part of its address.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::id::{CertificatePreviewId, SiteId, UserId};

/// A certificate that nobody earned, drawn for staff to look at for a while.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "certificate_preview")]
pub struct Model {
    /// Key: random, and all that the address needs.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CertificatePreviewId,
    /// Tenant.
    pub site_id: SiteId,
    /// The whole document.
    #[sea_orm(column_type = "Text")]
    pub html: String,
    /// Until when it may be looked at.
    pub expires_at: DateTime<Utc>,
    /// Whose name it shows: the one who had it drawn.
    pub created_by: Option<UserId>,
}

impl ActiveModelBehavior for ActiveModel {}
