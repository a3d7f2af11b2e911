//! That a person has a role at a site. A row that is gone is a role withdrawn; the audit trail tells of both.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::SiteRole;
use crate::id::{RoleAssignmentId, SiteId, UserId};

/// That a person has a role at a site.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "role_assignment")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RoleAssignmentId,
    /// Tenant; with person and role unique.
    pub site_id: SiteId,
    /// The person.
    pub user_id: UserId,
    /// The role.
    pub role: SiteRole,
    /// Who granted it; none where no person did.
    pub granted_by: Option<UserId>,
    /// When it was granted.
    pub granted_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
