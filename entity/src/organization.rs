//! An organization of the catalogue: it offers courses and programs.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::CatalogueOrigin;
use crate::id::{AssetId, OrganizationId, SiteId};

/// An organization of the catalogue: it offers courses and programs.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, DeriveEntityModel)]
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
    /// Absolute address of the logo for certificates, as whoever keeps the row tells it.
    pub logo_url: Option<String>,
    /// The logo that staff chose among the site's pictures, whoever keeps the row; no run of copying touches it.
    pub logo_asset_id: Option<AssetId>,
    /// The site's copy of the picture that was at `copied_logo_url`.
    pub copied_logo_asset_id: Option<AssetId>,
    /// The `logo_url` from which the picture was copied; where they differ it is to be copied again.
    pub copied_logo_url: Option<String>,
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
