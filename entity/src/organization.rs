//! An organization of the catalogue: it offers courses and programs.

use sea_orm::entity::prelude::*;

use crate::id::{OrganizationId, SiteId};

/// An organization of the catalogue: it offers courses and programs.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organization")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrganizationId,
    /// Tenant.
    pub site_id: SiteId,
    /// Identity in the catalogue; unique within the site.
    pub uuid: Uuid,
    /// Short key, such as `ExampleX`.
    pub key: String,
    /// Full name.
    pub name: String,
    /// Absolute address of the logo for certificates.
    pub logo_url: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
