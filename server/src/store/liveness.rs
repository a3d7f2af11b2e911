//! Whether a pooled connection may still be used.
//!
//! To try each connection before it is used would be one more round trip for each statement. So it is tried after a rest, and
//! where it was last used before another connection was found dead: a database that restarts ends all of them at once.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use sea_orm::sqlx::pool::PoolConnectionMetadata;
use sea_orm::{DbErr, RuntimeErr, SqlxError, SqlxMySqlError};

/// A connection that rested for longer is tried before it is used.
const REST: Duration = Duration::from_secs(1);

/// Knows when a connection was last found dead. Cheap to clone; clones know the same.
#[derive(Clone, Debug, Default)]
pub(super) struct Liveness(Arc<Mutex<Option<Instant>>>);

impl Liveness {
    /// A connection was found dead.
    pub(super) fn note_death(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    /// Whether to try a connection before it is used.
    pub(super) fn is_in_doubt(&self, connection: &PoolConnectionMetadata) -> bool {
        let last_death = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        connection.idle_for >= REST || last_death.is_some_and(|it| connection.idle_for >= it.elapsed())
    }
}

/// Whether a statement failed because its connection is gone. Numbers are those of MySQL and MariaDB.
pub(super) fn is_dead(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(cause))
    | DbErr::Query(RuntimeErr::SqlxError(cause))
    | DbErr::Conn(RuntimeErr::SqlxError(cause))) = error
    else {
        return false;
    };
    match cause.as_ref() {
        SqlxError::Io(_) => true,
        SqlxError::Database(database) => database
            .try_downcast_ref::<SqlxMySqlError>()
            // Shutting down, killed, gone, lost, idle for too long.
            .is_some_and(|it| matches!(it.number(), 1053 | 1927 | 2006 | 2013 | 4031)),
        _ => false,
    }
}
