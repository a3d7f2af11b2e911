//! How often a shared record was viewed on a day. Counted in several rows, so that viewers do not wait for each other.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;

use crate::id::RecordShareId;

/// How often a shared record was viewed on a day. Counted in several rows, so that viewers do not wait for each other.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "record_share_view")]
pub struct Model {
    /// The link.
    #[sea_orm(primary_key, auto_increment = false)]
    pub record_share_id: RecordShareId,
    /// The day, in UTC.
    #[sea_orm(primary_key, auto_increment = false)]
    pub viewed_on: NaiveDate,
    /// Random; the day's views are the sum over all of them.
    #[sea_orm(primary_key, auto_increment = false)]
    pub slot: i16,
    /// How many views were counted here.
    pub n_views: i32,
}

impl ActiveModelBehavior for ActiveModel {}
