//! An institution's offer to those who have earned a program: credit for studies, or a word in an application.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::id::{PathwayId, SiteId};
use crate::{CatalogueOrigin, PathwayKind, PathwayStatus};

/// An institution's offer to those who have earned a program: credit for studies, or a word in an application.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "pathway")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PathwayId,
    /// Tenant.
    pub site_id: SiteId,
    /// Identity in the catalogue; unique within the site.
    pub uuid: Uuid,
    /// Name of the offer.
    pub name: String,
    /// Who makes it.
    pub organization_name: String,
    /// Where records are sent; none for offers to which none are sent.
    pub email: Option<String>,
    /// What becomes of a record.
    pub kind: PathwayKind,
    /// Whether it is offered.
    pub status: PathwayStatus,
    /// Who keeps the row.
    pub origin: CatalogueOrigin,
    /// Counts the changes, from 1.
    pub version: i32,
    /// Since when the catalogue does not have it any more.
    pub removed_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}
