//! What every use case needs: database, clock, settings. Cheap to clone.

use std::sync::Arc;

use crate::clock::Clock;
use crate::config::Config;
use crate::store::Database;

/// What every use case needs. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Ctx {
    /// The database.
    pub db: Database,
    /// The time.
    pub clock: Clock,
    /// The settings.
    pub config: Arc<Config>,
}
