//! The way of every statement to the database.
//!
//! The driver for MySQL and MariaDB sends an instant as a `TIMESTAMP`, which ends in 2038 and begins in 1970; what lies outside
//! arrives as NULL. So instants travel as `DATETIME`, which is what the columns are.

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement,
    Value, Values,
};

/// A connection pool or a transaction through which statements arrive as they were meant.
#[derive(Clone, Debug)]
pub struct Carrier<C>(pub(super) C);

impl Carrier<DatabaseConnection> {
    /// The pool itself, for measuring the driver without us.
    #[must_use]
    pub fn driver(&self) -> &DatabaseConnection {
        &self.0
    }
}

impl Carrier<DatabaseTransaction> {
    /// Commits the transaction.
    pub async fn commit(self) -> Result<(), DbErr> {
        self.0.commit().await
    }
}

#[async_trait::async_trait]
impl<C: ConnectionTrait> ConnectionTrait for Carrier<C> {
    fn get_database_backend(&self) -> DbBackend {
        self.0.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.0.execute_raw(packed(statement)).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.0.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.0.query_one_raw(packed(statement)).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.0.query_all_raw(packed(statement)).await
    }

    fn support_returning(&self) -> bool {
        self.0.support_returning()
    }
}

fn packed(statement: Statement) -> Statement {
    match statement {
        Statement {
            sql,
            values: Some(Values(values)),
            db_backend: DbBackend::MySql,
        } => Statement {
            sql,
            values: Some(Values(values.into_iter().map(as_datetime).collect())),
            db_backend: DbBackend::MySql,
        },
        other => other,
    }
}

fn as_datetime(value: Value) -> Value {
    match value {
        Value::ChronoDateTimeUtc(instant) => Value::ChronoDateTime(instant.map(|it| it.naive_utc())),
        other => other,
    }
}
