//! Connections to the database that end behind the server's back: nobody notices.

use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
use serde_json::json;
use tests::database::Engine;

use crate::scene::Scene;

tests::on_both_engines!(connections_that_ended_are_replaced);

async fn connections_that_ended_are_replaced(engine: Engine) {
    if engine == Engine::Sqlite {
        // There is nobody who could end them.
        return;
    }
    let scene = Scene::open(engine).await;
    let query = "query($uuid: UUID!) { credential(uuid: $uuid) { state } }";
    for n in 0..5 {
        let uuid = scene.awarded(&format!("learner-{n}")).await;
        // Several, and all in use a moment ago.
        let see = async || scene.app.anonymous().graphql(query, json!({ "uuid": uuid })).await;
        tokio::join!(see(), see(), see(), see());
        assert!(end_connections(&scene).await > 1);
        assert_eq!(see().await.at("/credential/state"), "VALID");
        assert!(end_connections(&scene).await > 0);
        scene.awarded(&format!("other-{n}")).await;
        assert!(end_connections(&scene).await > 0);
        let payload = scene.revoke(&uuid, json!({})).await;
        assert_eq!(payload["outcome"], "REVOKED", "{payload}");
    }
}

/// Ends every connection to the scene's database but the test's own; tells how many.
async fn end_connections(scene: &Scene) -> usize {
    let db = scene.app.db();
    let sql = "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()";
    let rows = db
        .query_all_raw(Statement::from_string(DbBackend::MySql, sql))
        .await
        .expect("a list of connections");
    for row in &rows {
        let id: i64 = row.try_get_by_index(0).expect("an id");
        // One that has just ended by itself is as good.
        drop(db.execute_unprepared(&format!("KILL {id}")).await);
    }
    rows.len()
}
