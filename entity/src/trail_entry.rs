//! Something that somebody did and must be able to answer for. Rows are only ever added.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::id::{SiteId, TrailEntryId, UserId};
use crate::{TrailAction, TrailSubject};

/// Something that somebody did and must be able to answer for. Rows are only ever added.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "trail_entry")]
pub struct Model {
    /// Key; grows with time.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TrailEntryId,
    /// Tenant.
    pub site_id: SiteId,
    /// Who did it; none for the service itself.
    pub actor_id: Option<UserId>,
    /// What was done.
    pub action: TrailAction,
    /// Kind of thing it was done to.
    pub subject_kind: TrailSubject,
    /// Key of the thing it was done to.
    pub subject_id: Uuid,
    /// Why, where a reason was given.
    pub reason: Option<String>,
    /// The request that did it, as in the logs.
    pub request_id: Option<String>,
    /// When it was done.
    pub happened_at: DateTime<Utc>,
    /// What else there is to know: never a secret, a token, or what a person wrote.
    #[sea_orm(column_type = "JsonBinary")]
    pub details: Json,
    /// Its place in the chain of its site; none until it is sealed.
    pub seal_sequence: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
