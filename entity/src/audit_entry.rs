//! One change of something that staff manage: configurations, signatories, assets, templates, what they keep of the catalogue. Rows are only ever added.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::id::{SiteId, UserId};
use crate::{AuditChange, AuditSubject};

/// One change of something that staff manage. Rows are only ever added.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_entry")]
pub struct Model {
    /// Key of what was changed.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_id: Uuid,
    /// Its version after the change: 1, 2, 3 without gaps from the first entry on.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i32,
    /// Tenant.
    pub site_id: SiteId,
    /// Which kind of thing it is.
    pub subject_type: AuditSubject,
    /// What was done.
    pub change: AuditChange,
    /// When.
    pub changed_at: DateTime<Utc>,
    /// Who did it; none for the service itself.
    pub actor_id: Option<UserId>,
    /// The request that caused it, as in the logs.
    pub request_id: Option<String>,
    /// What changed, field by field: old and new value.
    #[sea_orm(column_type = "JsonBinary")]
    pub details: Json,
    /// Its place in the chain of its site; none until it is sealed.
    pub seal_sequence: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
