//! What a piece of background work did last, whichever process did it.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::{Task, TaskOutcome};

/// What a piece of background work did last, whichever process did it.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "worker_task")]
pub struct Model {
    /// Which work.
    #[sea_orm(primary_key, auto_increment = false)]
    pub task: Task,
    /// The process that did it: an id that it made when it started.
    pub worker_id: Uuid,
    /// What came of the last round.
    pub outcome: TaskOutcome,
    /// When that round ended.
    pub ended_at: DateTime<Utc>,
    /// When a round failed last; none where none ever did.
    pub failed_at: Option<DateTime<Utc>>,
    /// Since when a round that lasts is under way; none between rounds.
    pub began_at: Option<DateTime<Utc>>,
    /// When that process begins the next, or says again that one is under way.
    pub next_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
