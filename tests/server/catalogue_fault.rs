//! A database that fails while the catalogue is copied: nobody keeps the run to himself afterwards.

use sea_orm::ConnectionTrait as _;
use serde_json::json;
use server::worker;
use tests::database::Engine;

use crate::catalogue_scene::{Copy, ask, counts, n_listed, open, read};

tests::on_both_engines!(a_fault_of_the_database_lets_the_run_go);

/// A trigger that refuses to write: to which table, when.
const FAULTS: [(&str, &str); 2] = [
    // While a page is written, and at the end.
    ("program", "NEW.version = 1"),
    ("catalog_sync", "NEW.finished_at IS NOT NULL"),
];

async fn a_fault_of_the_database_lets_the_run_go(engine: Engine) {
    for (table, when) in FAULTS {
        let app = open(engine).await;
        let id = ask(&app, json!({})).await["catalogSync"]["id"].clone();
        let event = if table == "program" { "INSERT" } else { "UPDATE" };
        let fault = match engine {
            Engine::Sqlite => format!(
                "CREATE TRIGGER faulty BEFORE {event} ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, 'on purpose'); END"
            ),
            Engine::MySql => format!(
                "CREATE TRIGGER faulty BEFORE {event} ON {table} FOR EACH ROW \
                 BEGIN IF {when} THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'on purpose'; END IF; END"
            ),
        };
        app.db().execute_unprepared(&fault).await.expect("a trigger");
        let ended = worker::catalogue_sync::work_off(&app.ctx().await).await;
        assert!(ended.is_err(), "{table} {when}: {ended:?}");
        assert_eq!(read(&app, &id).await["state"], "RUNNING", "{table} {when}");

        // The clock stands still: whoever comes next goes on at once.
        app.db()
            .execute_unprepared("DROP TRIGGER faulty")
            .await
            .expect("repaired");
        let ended = worker::catalogue_sync::work_off(&app.ctx().await).await;
        assert_eq!(ended.expect("a database"), 1, "{table} {when}");
        let run = read(&app, &id).await;
        assert_eq!(run["state"], "SUCCEEDED", "{run}");
        let copy = Copy::read(&app).await;
        assert_eq!(copy.n_live(), n_listed(&app.platform().catalogue()));
        assert_eq!(counts(&run)[4][4], 0, "{run}");
    }
}
