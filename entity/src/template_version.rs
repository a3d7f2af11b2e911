//! One version of a template. What it says never changes, and a version is never removed.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::TemplateSource;
use crate::id::{TemplateId, TemplateVersionId, UserId};

/// One version of a template. What it says never changes, and a version is never removed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "template_version")]
pub struct Model {
    /// Key; what a credential pins.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TemplateVersionId,
    /// The template.
    pub template_id: TemplateId,
    /// 1, 2, 3 within the template.
    pub number: i32,
    /// What it says.
    #[sea_orm(column_type = "JsonBinary")]
    pub source: TemplateSource,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// Who wrote it.
    pub created_by: Option<UserId>,
    /// When it was published first; none for a draft.
    pub published_at: Option<DateTime<Utc>>,
    /// When it passed every check, that it fits one printed page among them; none before.
    pub checked_at: Option<DateTime<Utc>>,
    /// Who had it checked; none where that was before checks were kept.
    pub checked_by: Option<UserId>,
}

impl ActiveModelBehavior for ActiveModel {}
