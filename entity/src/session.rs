//! A person who is signed in with a browser.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::id::{SessionId, SiteId, UserId};

/// A person who is signed in with a browser: a row for each token that the session has had and that still counts.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    /// Key: SHA-256 of the token that only the browser holds.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: Vec<u8>,
    /// The session; the same when its token is replaced.
    pub id: SessionId,
    /// The site on which the person signed in.
    pub site_id: SiteId,
    /// The person.
    pub user_id: UserId,
    /// Whether the platform said that the person is an administrator.
    pub is_administrator: bool,
    /// Whether the platform said that the person is a superuser.
    pub is_superuser: bool,
    /// When the person signed in.
    pub created_at: DateTime<Utc>,
    /// When the token was last shown, give or take some minutes.
    pub seen_at: DateTime<Utc>,
    /// When the token was made.
    pub renewed_at: DateTime<Utc>,
    /// From here on the token does not count, however busy the person is.
    pub expires_at: DateTime<Utc>,
    /// Whether the token has been replaced by another and counts for a moment more only.
    pub is_replaced: bool,
}

impl ActiveModelBehavior for ActiveModel {}
