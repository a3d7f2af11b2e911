//! The grade of a learner in a course run, as the learning platform told it. At most one for each pair.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::id::{GradeId, SiteId, UserId};
use crate::{CourseKey, Percent};

/// The grade of a learner in a course run, as the learning platform told it. At most one for each pair.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "grade")]
pub struct Model {
    /// The learner.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// Tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub site_id: SiteId,
    /// The run; the catalogue need not know it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub course_key: CourseKey,
    /// Tells who made the row: the request that made it knows it again.
    pub id: GradeId,
    /// Letter or word, such as `A` or `Pass`; none where the run has no such grades.
    pub letter: Option<String>,
    /// Share of the points, in ten-thousandths.
    pub percent: Percent,
    /// Whether the platform is sure who did the work; only such grades count in records.
    pub is_verified: bool,
    /// When the platform last changed the grade, as it says; an older message never overwrites a newer one.
    pub lms_last_updated_at: Option<DateTime<Utc>>,
    /// Counts the changes, from 1.
    pub version: i32,
    /// When the grade first arrived.
    pub created_at: DateTime<Utc>,
    /// When the row last changed.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
