//! A course of the catalogue; people take its runs.

use sea_orm::entity::prelude::*;

use crate::id::{CourseId, SiteId};

/// A course of the catalogue; people take its runs.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
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
}

impl ActiveModelBehavior for ActiveModel {}
