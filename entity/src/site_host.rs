//! A host by which requests ask for a site.

use sea_orm::entity::prelude::*;

use crate::id::SiteId;

/// A host by which requests ask for a site.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "site_host")]
pub struct Model {
    /// Key: the name in lower case, with the port where that is not the scheme's own.
    #[sea_orm(primary_key, auto_increment = false)]
    pub host: String,
    /// The site.
    pub site_id: SiteId,
}

impl ActiveModelBehavior for ActiveModel {}
