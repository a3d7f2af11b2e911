//! `credentials migrate`, told to several processes at once: one migrates, the others wait, and all are content.

use std::process::Stdio;

use futures_util::future::join_all;
use migration::{Migrator, MigratorTrait as _};
use sea_orm::{ConnectionTrait as _, DatabaseConnection, Statement};
use serde_json::json;
use tests::app::TestApp;
use tests::database::{Database, Engine};
use tokio::process::Command;

use crate::input::program;
use crate::mutation::template::{GOOD, published};
use crate::scene::Scene;
use crate::stored::Stored;

tests::on_both_engines!(
    three_at_once_migrate_once,
    lease_of_a_process_that_died_is_taken_over,
    histories_from_before_get_their_site,
    templates_published_before_count_as_checked
);

async fn migrate(database: &Database) -> std::process::Output {
    Command::new(program().await)
        .arg("migrate")
        .env_clear()
        .env("CREDENTIALS_DATABASE_URL", database.url().as_str())
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output()
        .await
        .expect("it runs")
}

async fn numbers(db: &DatabaseConnection, sql: &str) -> Vec<i64> {
    let rows = db
        .query_all_raw(Statement::from_string(db.get_database_backend(), sql))
        .await
        .expect("rows");
    rows.iter()
        .map(|row| row.try_get_by_index(0).expect("a number"))
        .collect()
}

async fn three_at_once_migrate_once(engine: Engine) {
    let database = Database::empty(engine).await.expect("a database");
    program().await;
    for output in join_all((0..3).map(|_| migrate(&database))).await {
        assert!(output.status.success(), "{output:?}");
    }
    let n_applied = numbers(database.connection(), "SELECT COUNT(*) FROM seaql_migrations").await;
    assert_eq!(n_applied, [i64::try_from(Migrator::migrations().len()).expect("a few")]);
    assert_eq!(numbers(database.connection(), "SELECT COUNT(*) FROM site").await, [1]);
}

async fn lease_of_a_process_that_died_is_taken_over(engine: Engine) {
    let database = Database::empty(engine).await.expect("a database");
    assert!(migrate(&database).await.status.success());
    let db = database.connection();
    db.execute_unprepared("UPDATE migration_lease SET owner = 'a process that died', lease_until = 1")
        .await
        .expect("a row");
    assert!(migrate(&database).await.status.success());
    assert_eq!(
        numbers(database.connection(), "SELECT lease_until FROM migration_lease").await,
        [0]
    );
}

async fn histories_from_before_get_their_site(engine: Engine) {
    let scene = Scene::open(engine).await;
    scene.awarded("ada").await;
    scene.awarded("grace").await;
    let mut before = Stored::read(&scene.app).await.history;
    for entry in &mut before {
        // The schema before has no place for them.
        (entry.state_before, entry.state_after) = (None, None);
    }
    let db = scene.app.db();
    // As many as came since.
    let since = "SELECT COUNT(*) FROM seaql_migrations WHERE version >= 'm2026_11_27_001901'";
    let n_since = u32::try_from(numbers(db, since).await[0]).expect("a few");
    Migrator::down(db, Some(n_since)).await.expect("the schema before");
    Migrator::up(db, None).await.expect("the schema now");
    let after = Stored::read(&scene.app).await.history;
    assert_eq!(after, before);
    assert!(after.iter().all(|it| it.site_id.is_some()), "{after:?}");
}

async fn templates_published_before_count_as_checked(engine: Engine) {
    let app = TestApp::start(engine).await;
    let id = published(&app, GOOD).await;
    let html = format!("{GOOD}<p>New</p>");
    app.staff()
        .mutate("editTemplate", json!({ "id": id, "html": html }), "outcome")
        .await
        .data();
    let db = app.db();
    let since = "SELECT COUNT(*) FROM seaql_migrations WHERE version >= 'm2026_11_27_002002'";
    let n_since = u32::try_from(numbers(db, since).await[0]).expect("a few");
    Migrator::down(db, Some(n_since)).await.expect("the schema before");
    Migrator::up(db, None).await.expect("the schema now");
    let mut versions = Stored::read(&app).await.versions;
    versions.sort_by_key(|it| it.number);
    let checked: Vec<_> = versions.iter().map(|it| (it.checked_at, it.checked_by)).collect();
    assert_eq!(checked, [(Some(app.now()), None), (None, None)]);
}
