//! A stored picture, found by its content: the bytes lie in the asset store under the hash. They never change; what people call it may.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::AssetKind;
use crate::id::{AssetId, SiteId, UserId};

/// A stored picture, found by its content: the bytes lie in the asset store under the hash. They never change; what people call it may.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "asset")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AssetId,
    /// Tenant.
    pub site_id: SiteId,
    /// SHA-256 of the bytes, 64 hexadecimal digits in lower case; unique within the site, and part of the address.
    pub hash: String,
    /// What it is.
    pub kind: AssetKind,
    /// How many bytes it has.
    pub byte_size: i32,
    /// Width in pixels.
    pub width: i32,
    /// Height in pixels.
    pub height: i32,
    /// What people call it. Nothing is found by it.
    pub name: String,
    /// Counts the changes, from 1.
    pub version: i32,
    /// When it was uploaded first.
    pub created_at: DateTime<Utc>,
    /// Who uploaded it first.
    pub created_by: Option<UserId>,
    /// How often something began to show it. Whoever removes it names the count that was there before looking for what shows it.
    #[serde(skip)]
    pub n_claims: i32,
}

impl ActiveModelBehavior for ActiveModel {}
