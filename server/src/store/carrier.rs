//! The way of every statement to the database.
//!
//! The driver for MySQL and MariaDB sends an instant as a `TIMESTAMP`, which ends in 2038 and begins in 1970; what lies outside
//! arrives as NULL. So instants travel as `DATETIME`, which is what the columns are.
//!
//! On the way it is counted what is written ([`Changes`]), and a read whose connection turned out to be dead is sent again.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement,
    Value, Values,
};

use super::changes::{Changes, Extent, Told};
use super::liveness::{Liveness, is_dead};

/// A connection pool or a transaction through which statements arrive as they were meant.
#[derive(Clone, Debug)]
pub struct Carrier<C> {
    inner: C,
    role: Role,
}

#[derive(Clone, Debug)]
enum Role {
    Pool { changes: Changes, liveness: Liveness },
    Transaction { changes: Changes, written: Written },
}

/// What a transaction has written so far.
#[derive(Clone, Debug, Default)]
struct Written {
    anything: Arc<AtomicBool>,
    catalogue: Arc<AtomicBool>,
}

impl Carrier<DatabaseConnection> {
    pub(super) fn pool(inner: DatabaseConnection, changes: Changes, liveness: Liveness) -> Self {
        let role = Role::Pool { changes, liveness };
        Self { inner, role }
    }

    /// The pool itself, for measuring the driver without us.
    #[must_use]
    pub fn driver(&self) -> &DatabaseConnection {
        &self.inner
    }
}

impl Carrier<DatabaseTransaction> {
    pub(super) fn transaction(inner: DatabaseTransaction, changes: Changes) -> Self {
        let written = Written::default();
        let role = Role::Transaction { changes, written };
        Self { inner, role }
    }

    /// Commits the transaction.
    pub async fn commit(self) -> Result<(), DbErr> {
        let Self { inner, role } = self;
        let _told = match &role {
            Role::Transaction { changes, written } => written.extent().map(|extent| Told { changes, extent }),
            Role::Pool { .. } => None,
        };
        inner.commit().await
    }
}

impl<C: ConnectionTrait> Carrier<C> {
    /// Notes that a statement writes; what a pool writes counts once the guard is dropped.
    fn note(&self, extent: Extent) -> Option<Told<'_>> {
        match &self.role {
            Role::Pool { changes, .. } => Some(Told { changes, extent }),
            Role::Transaction { written, .. } => {
                written.note(extent);
                None
            }
        }
    }

    /// Reads, once more where the connection was dead: to read twice does no harm, and the next connection is tried before.
    async fn read<T>(
        &self,
        statement: Statement,
        send: impl AsyncFn(&C, Statement) -> Result<T, DbErr>,
    ) -> Result<T, DbErr> {
        let statement = packed(statement);
        let Role::Pool { liveness, .. } = &self.role else {
            return send(&self.inner, statement).await;
        };
        match send(&self.inner, statement.clone()).await {
            Err(error) if is_dead(&error) => {
                liveness.note_death();
                send(&self.inner, statement).await
            }
            result => result,
        }
    }
}

#[async_trait::async_trait]
impl<C: ConnectionTrait> ConnectionTrait for Carrier<C> {
    fn get_database_backend(&self) -> DbBackend {
        self.inner.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let _told = self.note(Extent::of(&statement.sql));
        self.inner.execute_raw(packed(statement)).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let _told = self.note(Extent::Everything);
        self.inner.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.read(statement, async |inner, it| inner.query_one_raw(it).await)
            .await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.read(statement, async |inner, it| inner.query_all_raw(it).await)
            .await
    }

    fn support_returning(&self) -> bool {
        self.inner.support_returning()
    }
}

impl Written {
    fn note(&self, extent: Extent) {
        match extent {
            Extent::Awards => {}
            Extent::Everything => self.catalogue.store(true, Ordering::Relaxed),
        }
        self.anything.store(true, Ordering::Relaxed);
    }

    fn extent(&self) -> Option<Extent> {
        if self.catalogue.load(Ordering::Relaxed) {
            Some(Extent::Everything)
        } else if self.anything.load(Ordering::Relaxed) {
            Some(Extent::Awards)
        } else {
            None
        }
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
