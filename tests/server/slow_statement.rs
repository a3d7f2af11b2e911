//! A statement that takes too long is ended by the database, and nobody waits for what it held.

use std::time::{Duration, Instant};

use sea_orm::ConnectionTrait as _;
use tests::app::TestApp;
use tests::database::Engine;

use crate::scene::Scene;
use crate::stored::Stored;

tests::on_both_engines!(statement_that_takes_too_long_is_ended);

/// How long an execution may take here: as short as the settings allow.
const LIMIT: Duration = Duration::from_secs(1);
/// Far less than the statement would take.
const SOON: Duration = Duration::from_secs(20);

async fn statement_that_takes_too_long_is_ended(engine: Engine) {
    let app = TestApp::configured(engine, |config| config.limits.execution = LIMIT).await;
    let scene = Scene::of(app).await;
    let service = scene.app.service();
    service.query("{ viewer { id } }").await.data();
    make_awards_slow(&scene.app).await;

    let began = Instant::now();
    let late = service.mutate("awardCredential", scene.input("ada"), "outcome").await;
    assert!(
        ["TIMEOUT", "UNAVAILABLE"].contains(&late.codes()[0]),
        "whoever is first says so: {}",
        late.text
    );
    // Waits until nobody is in the table; on SQLite, until nobody writes.
    scene
        .app
        .db()
        .execute_unprepared("DROP TRIGGER slow")
        .await
        .expect("nobody holds it");
    assert!(began.elapsed() < SOON, "it took {:?}", began.elapsed());
    assert_eq!(Stored::read(&scene.app).await.counts(), [0; 3]);
    scene.awarded("ada").await;
}

/// Makes every award's statement take a minute or longer.
pub(crate) async fn make_awards_slow(app: &TestApp) {
    let slow: &[&str] = match app.database().engine() {
        Engine::MySql => &["CREATE TRIGGER slow BEFORE INSERT ON credential FOR EACH ROW DO SLEEP(60)"],
        Engine::Sqlite => &[
            "CREATE VIEW endless AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n",
            "CREATE TRIGGER slow BEFORE INSERT ON credential BEGIN SELECT MAX(x) FROM endless; END",
        ],
    };
    for statement in slow {
        app.db().execute_unprepared(statement).await.expect("a trigger");
    }
}
