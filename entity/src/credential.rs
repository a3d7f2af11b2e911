//! A credential awarded to a learner, perhaps revoked since. At most one per learner and configuration.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::id::{ConfigurationId, CredentialId, SiteId, UserId};
use crate::{CertificateFacts, CredentialStatus, EnrollmentMode};

/// A credential awarded to a learner, perhaps revoked since. At most one per learner and configuration.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "credential")]
pub struct Model {
    /// Key and public certificate number: random, never derived from time or person.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CredentialId,
    /// Tenant.
    pub site_id: SiteId,
    /// The learner.
    pub user_id: UserId,
    /// What it was awarded for.
    pub configuration_id: ConfigurationId,
    /// What was decided.
    pub status: CredentialStatus,
    /// Enrollment mode under which a run was completed.
    pub mode: Option<EnrollmentMode>,
    /// When it was first awarded; never moves.
    pub awarded_at: DateTime<Utc>,
    /// Date to show instead of `awarded_at`, set by the platform.
    pub date_override: Option<DateTime<Utc>>,
    /// From when it may be shown; maintained by the writes that change it.
    pub visible_at: DateTime<Utc>,
    /// When it stops being worth anything; none for never. Set by the configuration's rule at the award.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was revoked; set exactly while the status is `revoked`.
    pub revoked_at: Option<DateTime<Utc>>,
    /// Why it was revoked, for staff and the learner.
    pub revocation_reason: Option<String>,
    /// When it was replaced; set exactly while `replaced_by_id` is.
    #[serde(default)]
    pub replaced_at: Option<DateTime<Utc>>,
    /// The one that its learner has instead, where two rows turned out to be one person's and both had one.
    #[serde(default)]
    pub replaced_by_id: Option<CredentialId>,
    /// What the certificate shows, pinned at the award.
    #[sea_orm(column_type = "JsonBinary")]
    pub facts: CertificateFacts,
    /// Whether the learner keeps it to themselves.
    #[serde(default)]
    pub is_private: bool,
    /// Counts the changes, from 1; equals the version of the newest history entry.
    pub version: i32,
    /// When what it says last changed.
    pub updated_at: DateTime<Utc>,
    /// Hides what it says in the digests of its history; with what was said before, its salt goes. None where a release wrote the row that
    /// knew nothing of digests, until its state is attested (`service::trail::attest`).
    #[serde(skip)]
    pub state_salt: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
