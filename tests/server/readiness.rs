//! `/health/ready`: whether a server should get requests, and if not, why.

use std::time::Duration;

use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
use serde_json::json;
use tests::app::TestApp;
use tests::client::Reply;
use tests::database::{Database, Engine};
use tokio::time::timeout;

tests::on_both_engines!(
    fit_database_is_ready,
    newer_schema_is_not_ready,
    schema_that_lacks_a_migration_is_not_ready,
    sessions_keep_every_commit
);

/// An answer about the database stands for a second at most; a busy machine may need longer to see the next.
const SOON: Duration = Duration::from_secs(20);

async fn ready(app: &TestApp) -> Reply {
    app.anonymous().get("/health/ready").await
}

/// Asks until the answer has this status.
async fn becomes(app: &TestApp, status: u16) -> Reply {
    let asking = async {
        loop {
            let reply = ready(app).await;
            if reply.status == status {
                return reply;
            }
        }
    };
    timeout(SOON, asking).await.expect("the state of the database shows")
}

async fn execute(app: &TestApp, statement: &str) {
    app.db().execute_unprepared(statement).await.expect(statement);
}

#[track_caller]
fn expect_reason(reply: &Reply, reason: &str) {
    assert_eq!(
        reply.json,
        json!({ "status": "unavailable", "checks": [{ "name": "database", "status": "unavailable", "reason": reason }] })
    );
    assert_eq!(reply.headers["cache-control"], "no-store");
}

async fn fit_database_is_ready(engine: Engine) {
    let app = TestApp::start(engine).await;
    let reply = ready(&app).await;
    assert_eq!(reply.status, 200);
    assert_eq!(
        reply.json,
        json!({ "status": "ok", "checks": [{ "name": "database", "status": "ok" }] })
    );
    assert_eq!(
        app.anonymous().get("/health/live").await.json,
        json!({ "status": "ok" })
    );
}

async fn newer_schema_is_not_ready(engine: Engine) {
    let app = TestApp::start(engine).await;
    assert_eq!(ready(&app).await.status, 200);
    execute(
        &app,
        "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m2999_01_01_000001_later', 0)",
    )
    .await;
    let reply = becomes(&app, 503).await;
    expect_reason(&reply, "the database was migrated by a newer version of this program");
    assert_eq!(
        app.anonymous().get("/health/live").await.status,
        200,
        "it lives all the same"
    );
    execute(&app, "DELETE FROM seaql_migrations WHERE version LIKE 'm2999%'").await;
    becomes(&app, 200).await;
}

async fn schema_that_lacks_a_migration_is_not_ready(engine: Engine) {
    let app = TestApp::start(engine).await;
    execute(&app, "DELETE FROM seaql_migrations WHERE version LIKE '%retire_user'").await;
    let reply = becomes(&app, 503).await;
    expect_reason(&reply, "the database lacks 1 migration(s)");
}

/// What the check takes for granted of SQLite, whose sessions alone decide how durable commits are.
async fn sessions_keep_every_commit(engine: Engine) {
    let database = Database::fresh(engine).await.expect("a database");
    let service = server::store::Database::connect(database.url(), None)
        .await
        .expect("a connection");
    if engine == Engine::Sqlite {
        let writer = service.begin().await.expect("a transaction");
        let pragma = |name: &str| Statement::from_string(DbBackend::Sqlite, format!("PRAGMA {name}"));
        for row in [
            writer.query_one_raw(pragma("synchronous")).await,
            service.read.query_one_raw(pragma("synchronous")).await,
        ] {
            let level: i32 = row
                .expect("rows")
                .expect("a row")
                .try_get_by_index(0)
                .expect("a number");
            assert!(level >= 2, "FULL or more: {level}");
        }
        let row = service.read.query_one_raw(pragma("journal_mode")).await;
        let mode: String = row.expect("rows").expect("a row").try_get_by_index(0).expect("a word");
        assert_eq!(mode, "wal");
    }
    service.check().await.expect("a fit database");
    service.close().await;
}
