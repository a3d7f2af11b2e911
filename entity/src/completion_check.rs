//! That it has to be looked at whether a learner has completed programs, because a credential for one of their runs changed.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::id::{ConfigurationId, SiteId, UserId};

/// That it has to be looked at whether a learner has completed programs, because a credential for one of their runs changed. The
/// row goes when it was looked at.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "completion_check")]
pub struct Model {
    /// The learner.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// The configuration of the run.
    #[sea_orm(primary_key, auto_increment = false)]
    pub configuration_id: ConfigurationId,
    /// Tenant.
    pub site_id: SiteId,
    /// From when on it makes a difference: the credential may be shown later only.
    pub due_at: DateTime<Utc>,
    /// Another one after each change: who has looked removes only what they have seen.
    pub token: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}
