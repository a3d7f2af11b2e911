//! Who does a piece of work alone, and until when.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// Who does a piece of work alone, and until when. Whoever holds it checks at every write that the fence is still theirs.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lease")]
pub struct Model {
    /// What work it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// Who holds it: an id that its holder made; none while nobody does.
    pub owner_id: Option<Uuid>,
    /// Counts the holders, from 1.
    pub fence: i64,
    /// Since when its last holder has held it; none where that is not known.
    pub claimed_at: Option<DateTime<Utc>>,
    /// Until when it is held.
    pub expires_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
