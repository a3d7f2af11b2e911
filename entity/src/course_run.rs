//! A dated run of a course.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::id::{CourseId, CourseRunId, SiteId};
use crate::{CatalogueOrigin, CourseKey};

/// A dated run of a course.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "course_run")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CourseRunId,
    /// Tenant.
    pub site_id: SiteId,
    /// The course it is a run of.
    pub course_id: CourseId,
    /// Identity in the catalogue; unique within the site.
    pub uuid: Uuid,
    /// Course key; what an award names.
    pub key: CourseKey,
    /// Title where it differs from the course's.
    pub title_override: Option<String>,
    /// First day.
    pub starts_at: Option<DateTime<Utc>>,
    /// Last day.
    pub ends_at: Option<DateTime<Utc>>,
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
