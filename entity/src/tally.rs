//! How often something happened on a day or in a month.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;

use crate::id::SiteId;
use crate::{TallyKind, TallySpan, TallySubject};

/// How often something happened on a day or in a month. Counted from the rows that tell of it, by the worker alone.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tally")]
pub struct Model {
    /// Tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub site_id: SiteId,
    /// A day or a month.
    #[sea_orm(primary_key, auto_increment = false)]
    pub span: TallySpan,
    /// What happened.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: TallyKind,
    /// What kind of thing it happened to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_kind: TallySubject,
    /// What it happened to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_id: Uuid,
    /// The day, in UTC, or the first day of the month.
    #[sea_orm(primary_key, auto_increment = false)]
    pub starts_on: NaiveDate,
    /// How often.
    pub n: i64,
}

impl ActiveModelBehavior for ActiveModel {}
