//! A template of certificates; what it says is in its versions.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::id::{SiteId, TemplateId, TemplateVersionId, UserId};

/// A template of certificates; what it says is in its versions.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "template")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TemplateId,
    /// Tenant.
    pub site_id: SiteId,
    /// What staff call it.
    pub name: String,
    /// The newest version: a draft, or the published one.
    pub latest_version_id: TemplateVersionId,
    /// The version that awards pin; none before one is published.
    pub published_version_id: Option<TemplateVersionId>,
    /// Counts the changes, from 1.
    pub version: i32,
    /// When the row was written.
    pub created_at: DateTime<Utc>,
    /// When the row last changed.
    pub updated_at: DateTime<Utc>,
    /// Who changed it last.
    pub updated_by: Option<UserId>,
    /// When it was removed. Its versions stay: certificates that were awarded are drawn with them.
    pub deleted_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}
