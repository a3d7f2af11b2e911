//! A person known to the service: a learner, staff, or a service account of the platform. API clients have rows, too, to which is put
//! down what they do.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::id::UserId;
use crate::{Username, UsernameKey};

/// A person known to the service: a learner, staff, or a service account of the platform.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "user")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: UserId,
    /// The person's number on the learning platform: never changes, unique when known.
    pub lms_user_id: Option<i64>,
    /// Name on the platform, spelled as first seen.
    pub username: Username,
    /// Case-folded form of the name; unique. A row that was merged into another, or whose person was retired, has one that no name
    /// folds to.
    pub username_key: UsernameKey,
    /// Name to print where none was pinned with an award.
    pub full_name: Option<String>,
    /// Whether that name was checked against a document, and its owner wants certificates to show it: no other takes its place until the
    /// platform tells so.
    pub is_name_verified: bool,
    /// Since when credentials show the name that was known, and the account has not been asked for the one that certificates show; none
    /// where nothing waits for that.
    pub name_due_since: Option<DateTime<Utc>>,
    /// Mail address, as the platform last told it.
    pub email: Option<String>,
    /// What the name is searched by: its [`crate::search_key()`], as `store` writes it; none for rows of nobody.
    pub name_key: Option<String>,
    /// What the mail address is searched by, likewise.
    pub email_key: Option<String>,
    /// How the words were made by which the person is found: [`crate::NAME_WORD_FOLDING`] as it was then; 0 where they have to be written,
    /// as the release before this one writes none.
    pub name_words_folding: i32,
    /// When the person was first seen.
    pub created_at: DateTime<Utc>,
    /// When the row last changed.
    pub updated_at: DateTime<Utc>,
    /// Counts the changes of the row, from 1.
    pub version: i32,
    /// When the token was issued that last told something new; what older tokens tell is not taken.
    pub claims_at: Option<DateTime<Utc>>,
    /// The row of the same person that took this one's name and credentials over, where two were written before that was
    /// known; or the row of the person who was called so before.
    pub merged_into_id: Option<UserId>,
    /// When the person was retired: nothing is kept of them but the row itself, by which they are known again and refused.
    pub retired_at: Option<DateTime<Utc>>,
    /// Until when what requests under way may still write of a retired person is erased again; none where all is over.
    pub erase_until: Option<DateTime<Utc>>,
    /// Whether the platform lets the account be used; none where it has not told.
    pub is_active: Option<bool>,
    /// When the row is to be compared with the account on the platform next; none for never.
    pub sync_due_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}
