//! Which organizations author a program, in order.

use sea_orm::entity::prelude::*;

use crate::id::{OrganizationId, ProgramId};

/// Which organizations author a program, in order.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "program_organization")]
pub struct Model {
    /// Program.
    #[sea_orm(primary_key, auto_increment = false)]
    pub program_id: ProgramId,
    /// Author.
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    /// Order, from 0.
    pub position: i32,
}

impl ActiveModelBehavior for ActiveModel {}
