//! A course of the catalogue; people take its runs.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::CatalogueOrigin;
use crate::id::{CourseId, SiteId};

/// A course of the catalogue; people take its runs.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "course")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CourseId,
    /// Tenant.
    pub site_id: SiteId,
    /// Identity in the catalogue; unique within the site.
    pub uuid: Uuid,
    /// Key without a run, such as `ExampleX+CS101`.
    pub key: String,
    /// Title.
    pub title: String,
    /// Who keeps the row.
    pub origin: CatalogueOrigin,
    /// The key in lower case, where staff keep the row; unique within the site.
    #[serde(skip)]
    pub local_key: Option<String>,
    /// Counts the changes, from 1.
    pub version: i32,
    /// Since when the catalogue does not have it any more; the row stays, because certificates and records name it.
    pub removed_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}
