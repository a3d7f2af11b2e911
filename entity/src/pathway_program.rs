//! For which programs a pathway is an offer, in order.

use sea_orm::entity::prelude::*;

use crate::id::{PathwayId, ProgramId};

/// For which programs a pathway is an offer, in order.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pathway_program")]
pub struct Model {
    /// Pathway.
    #[sea_orm(primary_key, auto_increment = false)]
    pub pathway_id: PathwayId,
    /// Program.
    #[sea_orm(primary_key, auto_increment = false)]
    pub program_id: ProgramId,
    /// Order, from 0.
    pub position: i32,
}

impl ActiveModelBehavior for ActiveModel {}
