//! One change of a credential. Rows are only ever added.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::id::{CredentialId, SiteId, UserId};
use crate::{CredentialChange, CredentialStatus};

/// One change of a credential. Rows are only ever added.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "credential_history")]
pub struct Model {
    /// Credential.
    #[sea_orm(primary_key, auto_increment = false)]
    pub credential_id: CredentialId,
    /// The credential's version after the change: 1, 2, 3 without gaps.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i32,
    /// What happened.
    pub change: CredentialChange,
    /// Status after the change.
    pub status: CredentialStatus,
    /// When it happened.
    pub changed_at: DateTime<Utc>,
    /// Who did it; none for the service itself.
    pub actor_id: Option<UserId>,
    /// Why, where a reason was given.
    pub reason: Option<String>,
    /// The request that caused it, as in the logs.
    pub request_id: Option<String>,
    /// What the service called the request, at random: tells its own changes from anybody else's.
    pub request_token: Option<Uuid>,
    /// What changed, field by field: old and new value.
    #[sea_orm(column_type = "JsonBinary")]
    pub details: Json,
    /// The credential's tenant; none where a release from before this column wrote the row, until the
    /// worker that seals the trail has added it (`service::trail::add_sites`).
    pub site_id: Option<SiteId>,
    /// Its place in the chain of its site; none until it is sealed.
    pub seal_sequence: Option<i64>,
    /// Digest of all that the credential said before the change (SHA-256); none for an award, and where it had no salt.
    pub state_before: Option<Vec<u8>>,
    /// Digest of all that the credential says after the change; none where a release wrote the row that knew nothing of digests.
    pub state_after: Option<Vec<u8>>,
}

impl ActiveModelBehavior for ActiveModel {}
