//! A named set of course runs that together earn a credential.

use sea_orm::entity::prelude::*;

use crate::id::{ProgramId, SiteId};

/// A named set of course runs that together earn a credential.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
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
    /// Expected effort in hours.
    pub total_hours_of_effort: Option<i32>,
}

impl ActiveModelBehavior for ActiveModel {}
