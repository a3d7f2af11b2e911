//! Which runs belong to a program, in order.

use sea_orm::entity::prelude::*;

use crate::id::{CourseRunId, ProgramId};

/// Which runs belong to a program, in order.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "program_course_run")]
pub struct Model {
    /// Program.
    #[sea_orm(primary_key, auto_increment = false)]
    pub program_id: ProgramId,
    /// Run.
    #[sea_orm(primary_key, auto_increment = false)]
    pub course_run_id: CourseRunId,
    /// Order, from 0.
    pub position: i32,
}

impl ActiveModelBehavior for ActiveModel {}
