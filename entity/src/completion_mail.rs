//! What learners are told by mail when they complete a program: by program, by type of program, or for all.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::MailScope;
use crate::id::{CompletionMailId, SiteId, UserId};

/// What learners are told by mail when they complete a program: by program, by type of program, or for all.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "completion_mail")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CompletionMailId,
    /// Tenant.
    pub site_id: SiteId,
    /// For which programs it is.
    pub scope: MailScope,
    /// The program's UUID, or the slug of the type; empty for all. Unique within site and scope.
    pub scope_key: String,
    /// Whether it is sent. One that is not keeps a wider one from being sent, too.
    pub is_enabled: bool,
    /// Language of the mail; none for that of the certificate.
    pub language: Option<String>,
    /// Subject, a template; none for the built-in one.
    pub subject: Option<String>,
    /// What stands between greeting and link, a template of HTML; none for the built-in one. Set exactly when `text` is.
    pub html: Option<String>,
    /// The same as plain text.
    pub text: Option<String>,
    /// Counts the changes, from 1.
    pub version: i32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Who changed it last.
    pub updated_by: Option<UserId>,
}

impl ActiveModelBehavior for ActiveModel {}
