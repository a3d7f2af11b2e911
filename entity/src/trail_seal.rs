//! The place of an entry in the chain of its site, and the hash that fixes it together with all before it. Rows are only ever added,
//! and lose their salt when the entry loses its words.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::TrailKind;
use crate::id::SiteId;

/// The place of an entry in the chain of its site. Rows are only ever added.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "trail_seal")]
pub struct Model {
    /// Tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub site_id: SiteId,
    /// Its place: 1, 2, 3 without gaps.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sequence: i64,
    /// Which table the entry is in.
    pub kind: TrailKind,
    /// Key of the deed, or of what was changed.
    pub entry_id: Uuid,
    /// The version that a change made; 0 for a deed.
    pub version: i32,
    /// Hides the entry's words in their digest; none once they may have been erased.
    pub salt: Option<Vec<u8>>,
    /// Digest of the salt and of what retirement may erase: SHA-256.
    pub words_digest: Vec<u8>,
    /// Digest of the entry, its words by their digest: SHA-256.
    pub digest: Vec<u8>,
    /// Hash of the link before, of the digest and of what else is in this row: SHA-256.
    pub hash: Vec<u8>,
    /// When it was sealed.
    pub sealed_at: DateTime<Utc>,
    /// Everything that was done before this instant had been sealed already.
    pub settled_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
