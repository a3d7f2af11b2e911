//! Credentials of a state are counted by an index alone: no row of the table is looked at, so that ten thousand of them take no longer than
//! other lists.

use std::sync::Mutex;

use chrono::{DateTime, Utc};
use entity::id::{ConfigurationId, SiteId};
use entity::site;
use sea_orm::prelude::async_trait;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, EntityTrait as _, ExecResult, QueryResult, Statement,
};
use server::domain::credential::State;
use server::policy::Scope;
use server::store::credential::{self, Filter};
use tests::database::{Database, Engine};
use uuid::Uuid;

/// A connection that keeps the statements that it carries.
struct Recorder<'a> {
    connection: &'a DatabaseConnection,
    statements: Mutex<Vec<Statement>>,
}

impl Recorder<'_> {
    fn keep(&self, statement: &Statement) {
        let mut statements = self.statements.lock().expect("statements");
        statements.push(statement.clone());
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Recorder<'_> {
    fn get_database_backend(&self) -> DbBackend {
        self.connection.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.keep(&statement);
        self.connection.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.connection.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.keep(&statement);
        self.connection.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.keep(&statement);
        self.connection.query_all_raw(statement).await
    }
}

/// By which index a statement reads the credentials, and what else MariaDB says of that.
async fn explained(db: &DatabaseConnection, statement: Statement) -> (String, String) {
    let explain = Statement {
        sql: format!("EXPLAIN {}", statement.sql),
        ..statement
    };
    let rows = db.query_all_raw(explain).await.expect("an explanation");
    let text = |row: &QueryResult, column: &str| row.try_get::<Option<String>>("", column).expect(column);
    let of_credentials = rows
        .iter()
        .find(|it| text(it, "table").as_deref() == Some("credential"))
        .expect("credentials are read");
    let told = |column: &str| text(of_credentials, column).unwrap_or_default();
    (told("key"), told("Extra"))
}

#[tokio::test]
async fn credentials_of_a_state_are_counted_by_an_index_alone() {
    let database = Database::fresh(Engine::MySql).await.expect("a database");
    let db = database.connection();
    let site: SiteId = site::Entity::find().one(db).await.expect("sites").expect("a site").id;
    let now: DateTime<Utc> = "2026-06-01T00:00:00Z".parse().expect("an instant");
    // Of each state some; where there is next to nothing, databases choose otherwise.
    let fill = "INSERT INTO credential (id, site_id, user_id, configuration_id, status, awarded_at, visible_at, expires_at, replaced_at,
             replaced_by_id, facts, version, updated_at)
         SELECT UNHEX(LPAD(HEX(seq), 32, '0')), (SELECT id FROM site LIMIT 1), UNHEX(LPAD(HEX(seq), 32, '0')),
             UNHEX(LPAD(HEX(1 + seq % 4), 32, '0')), IF(seq % 5 = 0, 'revoked', 'awarded'), '2026-01-01' + INTERVAL seq SECOND,
             IF(seq % 5 = 1, '2026-07-01', '2026-01-01') + INTERVAL seq SECOND,
             IF(seq % 5 = 2, '2026-05-01' + INTERVAL seq SECOND, NULL),
             IF(seq % 5 = 3, '2026-05-01' + INTERVAL seq SECOND, NULL), IF(seq % 5 = 3, UNHEX(LPAD(HEX(seq + 1), 32, '0')), NULL),
             '{\"title\": \"T\", \"platform_name\": \"P\"}', 1, '2026-01-01' + INTERVAL seq SECOND
         FROM seq_1_to_2000";
    for statement in [fill, "ANALYZE TABLE credential"] {
        db.execute_unprepared(statement).await.expect("credentials");
    }
    let of_one = Some(ConfigurationId(Uuid::from_u128(1)));
    for (state, configuration, index) in [
        (State::Valid, None, "ix_credential_site_id_status_awarded_at_id"),
        (State::Revoked, None, "ix_credential_site_id_status_awarded_at_id"),
        (State::Expired, None, "ix_credential_site_id_expires_at_id"),
        (State::NotYetVisible, None, "ix_credential_site_id_visible_at_id"),
        (State::Replaced, None, "ix_credential_site_id_replaced_at_id"),
        (
            State::Valid,
            of_one,
            "ix_credential_configuration_id_status_awarded_at_id",
        ),
        (
            State::Revoked,
            of_one,
            "ix_credential_configuration_id_status_awarded_at_id",
        ),
    ] {
        let filter = Filter {
            state: Some((state, now)),
            configuration,
            ..Filter::default()
        };
        let recorder = Recorder {
            connection: db,
            statements: Mutex::default(),
        };
        let n_found = credential::count(&recorder, site, Scope::Everyone, &filter, 10_001).await;
        let n_expected = if configuration.is_none() { 400 } else { 100 };
        assert_eq!(n_found.expect("a number"), n_expected, "{filter:?}");
        let statements = recorder.statements.into_inner().expect("statements");
        let [count]: [Statement; 1] = statements.try_into().expect("one statement");
        let (key, extra) = explained(db, count).await;
        assert_eq!(key, index, "{filter:?}: {extra}");
        assert!(extra.split("; ").any(|it| it == "Using index"), "{filter:?}: {extra}");
    }
}
