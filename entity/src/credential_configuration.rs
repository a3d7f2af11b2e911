//! Says that a learning object can earn a credential on a site, and how the certificate looks.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::id::{ConfigurationId, SiteId, TemplateId, UserId};
use crate::{EnrollmentMode, LearningObjectType, OrganizationLabel};

/// Says that a learning object can earn a credential on a site, and how the certificate looks.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "credential_configuration")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ConfigurationId,
    /// Tenant.
    pub site_id: SiteId,
    /// Kind of learning object.
    pub learning_object_type: LearningObjectType,
    /// A program's UUID (dashed, lower case) or a run's course key; unique with site and kind.
    pub learning_object_id: String,
    /// Whether new awards are accepted; says nothing about those that exist.
    pub is_active: bool,
    /// Title to print instead of the learning object's own.
    pub title: Option<String>,
    /// Enrollment mode of the certificates of a run.
    pub mode: Option<EnrollmentMode>,
    /// BCP 47 tag of the certificate's language.
    pub language: Option<String>,
    /// How organizations are named.
    pub organization_label: OrganizationLabel,
    /// Whether the certificate tells the hours of effort.
    pub shows_hours_of_effort: bool,
    /// From when certificates may be seen; none for at once.
    pub available_at: Option<DateTime<Utc>>,
    /// How many days after their issue credentials expire; at most one of the three rules is set, none for never.
    pub expires_after_days: Option<i32>,
    /// How many calendar months after their issue credentials expire.
    pub expires_after_months: Option<i32>,
    /// When all credentials expire.
    pub expires_at: Option<DateTime<Utc>>,
    /// Template of the certificates; none for the built-in one.
    pub template_id: Option<TemplateId>,
    /// Since when credentials may still have the `visible_at` that an earlier `available_at` gave them; none where all are right.
    pub visibility_stale_since: Option<DateTime<Utc>>,
    /// Whether the service awards a program's credential by itself to who has earned every course.
    pub awards_automatically: bool,
    /// Since when those who had earned runs before may still wait for what the service awards by itself; none where nobody does.
    pub completion_stale_since: Option<DateTime<Utc>>,
    /// Counts the changes, from 1.
    pub version: i32,
    /// When the row was written.
    pub created_at: DateTime<Utc>,
    /// When the row last changed.
    pub updated_at: DateTime<Utc>,
    /// Who changed it last; none for an award that made it, and for rows from before this was kept.
    pub updated_by: Option<UserId>,
}

impl ActiveModelBehavior for ActiveModel {}
