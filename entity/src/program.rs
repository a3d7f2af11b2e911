//! A named set of course runs that together earn a credential.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::id::{ProgramId, SiteId};
use crate::{CatalogueOrigin, ProgramStatus};

/// A named set of course runs that together earn a credential.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "program")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProgramId,
    /// Tenant.
    pub site_id: SiteId,
    /// Identity in the catalogue, and what an award names; unique within the site.
    pub uuid: Uuid,
    /// Title.
    pub title: String,
    /// Display label of its kind, such as "Professional Certificate".
    pub type_label: String,
    /// The kind as a slug, such as `professional-certificate`; empty where it is not known.
    pub type_slug: String,
    /// Whether it is offered.
    pub status: ProgramStatus,
    /// Expected effort in hours.
    pub total_hours_of_effort: Option<i32>,
    /// Who keeps the row.
    pub origin: CatalogueOrigin,
    /// Counts the changes, from 1.
    pub version: i32,
    /// Since when the catalogue does not have it any more; the row stays, because certificates and records name it.
    pub removed_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}
