//! How far the tallies are counted.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// How far the tallies are counted. One row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tally_mark")]
pub struct Model {
    /// Always `tally`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// The first day that is counted again; those before are over.
    pub open_from: NaiveDate,
    /// When everything until then had been counted last; none until that was so for the first time.
    pub counted_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}
