//! What a failed statement means for the use case that sent it.

use sea_orm::{DbErr, RuntimeErr, SqlErr, SqlxMySqlError, SqlxSqliteError};

/// What a failed statement means for the use case that sent it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Another writer was first, on a unique or foreign key or by a lock conflict: read again and decide anew.
    Lost,
    /// The database cannot be reached or does not accept work now.
    Unavailable,
    /// Anything else: a fault of ours or of the database.
    Other,
}

/// Sorts an error by what the caller should do about it. Numbers are those of MySQL, MariaDB, Galera and TiDB.
#[must_use]
pub fn classify(error: &DbErr) -> Failure {
    if matches!(
        error.sql_err(),
        // Of a row that was found and has gone, or that was free and is used now.
        Some(SqlErr::UniqueConstraintViolation(_) | SqlErr::ForeignKeyConstraintViolation(_))
    ) {
        return Failure::Lost;
    }
    let (DbErr::Exec(RuntimeErr::SqlxError(cause))
    | DbErr::Query(RuntimeErr::SqlxError(cause))
    | DbErr::Conn(RuntimeErr::SqlxError(cause))) = error
    else {
        return if matches!(error, DbErr::ConnectionAcquire(_) | DbErr::Conn(_)) {
            Failure::Unavailable
        } else {
            Failure::Other
        };
    };
    match cause.as_ref() {
        sea_orm::SqlxError::Database(database) => {
            if let Some(mysql) = database.try_downcast_ref::<SqlxMySqlError>() {
                match mysql.number() {
                    // Deadlock, lock wait, snapshot conflict, error during commit, group replication, TiDB conflicts.
                    1213 | 1205 | 1020 | 1180 | 3101 | 9007 | 8022 | 8028 | 8002 => Failure::Lost,
                    // Took too long (MariaDB, MySQL), not prepared, shutting down, read-only, too many connections, killed.
                    1969 | 3024 | 1047 | 1053 | 1290 | 1836 | 1040 | 1927 | 2006 | 2013 => Failure::Unavailable,
                    _ => Failure::Other,
                }
            } else if database.try_downcast_ref::<SqlxSqliteError>().is_some() {
                match database
                    .code()
                    .as_deref()
                    .and_then(|it| it.parse::<u32>().ok())
                    .map(|it| it & 0xff)
                {
                    // Busy and locked.
                    Some(5 | 6) => Failure::Lost,
                    // Took too long, input/output error, full disk, cannot open.
                    Some(9 | 10 | 13 | 14) => Failure::Unavailable,
                    _ => Failure::Other,
                }
            } else {
                Failure::Other
            }
        }
        sea_orm::SqlxError::Io(_)
        | sea_orm::SqlxError::PoolTimedOut
        | sea_orm::SqlxError::PoolClosed
        | sea_orm::SqlxError::WorkerCrashed => Failure::Unavailable,
        _ => Failure::Other,
    }
}
