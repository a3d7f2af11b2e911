//! Which organizations own a course, in order.

use sea_orm::entity::prelude::*;

use crate::id::{CourseId, OrganizationId};

/// Which organizations own a course, in order.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "course_organization")]
pub struct Model {
    /// Course.
    #[sea_orm(primary_key, auto_increment = false)]
    pub course_id: CourseId,
    /// Owner.
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    /// Order, from 0.
    pub position: i32,
}

impl ActiveModelBehavior for ActiveModel {}
