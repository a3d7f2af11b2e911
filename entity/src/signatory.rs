//! A person who signs certificates.

use sea_orm::entity::prelude::*;

use crate::id::{SignatoryId, SiteId};

/// A person who signs certificates.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "signatory")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SignatoryId,
    /// Tenant.
    pub site_id: SiteId,
    /// Full name.
    pub name: String,
    /// Position, possibly of several lines.
    pub title: String,
    /// Organization the person signs for, where it is not the first one of what was earned.
    pub organization_name: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
