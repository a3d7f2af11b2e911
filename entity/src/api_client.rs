//! A program that an institution lets use the API of its site, by a key of its own.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::ApiScopes;
use crate::id::{ApiClientId, SiteId, UserId};

/// A program that an institution lets use the API of its site, by a key of its own. Of its keys only hashes are kept, and they are told
/// to nobody.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "api_client")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ApiClientId,
    /// Tenant; the key counts on this site alone.
    pub site_id: SiteId,
    /// The user row to which is put down what the client does.
    #[serde(skip)]
    pub user_id: UserId,
    /// What staff call it.
    pub name: String,
    /// The name in lower case, unique on the site; none once the client was revoked.
    #[serde(skip)]
    pub name_key: Option<String>,
    /// What its key is good for.
    pub scopes: ApiScopes,
    /// SHA-256 of its key; unique.
    #[serde(skip)]
    pub key_hash: Vec<u8>,
    /// How its key begins: enough to tell it from others, and of no use to anybody.
    pub key_hint: String,
    /// SHA-256 of the key before, while that may still count; unique.
    #[serde(skip)]
    pub previous_key_hash: Option<Vec<u8>>,
    /// From here on the key before does not count.
    pub previous_key_ends_at: Option<DateTime<Utc>>,
    /// When it got its present key, where that is not its first.
    pub rotated_at: Option<DateTime<Utc>>,
    /// When its key was last used, give or take a minute.
    #[serde(skip)]
    pub last_used_at: Option<DateTime<Utc>>,
    /// From here on its keys do not count; none for never.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was ended, which is for ever.
    pub revoked_at: Option<DateTime<Utc>>,
    /// Counts the changes, from 1; uses are none.
    pub version: i32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Who made it.
    #[serde(skip)]
    pub created_by: Option<UserId>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Who changed it last.
    pub updated_by: Option<UserId>,
}

impl ActiveModelBehavior for ActiveModel {}
