//! A word of a person's name, or of a name on their certificates, by which they are found.

use sea_orm::entity::prelude::*;

use crate::id::UserId;

/// A word of a person's name, or of a name on their certificates, by which they are found. Follows from the names, and goes with them.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "user_name_word")]
pub struct Model {
    /// Whose name it is in.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// The word, as [`crate::name_words()`] gives it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub word_key: String,
    /// Whether it is in no name but one that is pinned on a credential.
    pub is_pinned: bool,
}

impl ActiveModelBehavior for ActiveModel {}
