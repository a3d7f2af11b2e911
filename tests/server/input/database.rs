//! Catalogue C04: servers of MySQL and MariaDB that are set as nobody should set them. SQLite has no server to set.

use std::collections::BTreeMap;

use entity::credential;
use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbBackend, EntityTrait as _, Statement};
use serde::Deserialize;
use serde_json::json;
use tests::app::TestApp;
use tests::database::Database;

use super::catalogue::{self, Failures};
use crate::scene::Scene;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    what: String,
    /// Settings of the server while the row lasts.
    #[serde(default)]
    global: BTreeMap<String, String>,
    /// Statements run in the migrated database.
    #[serde(default)]
    sql: Vec<String>,
    expect: Expect,
}

#[derive(Debug, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum Expect {
    Ready { ready: bool },
    Unready { reason: String },
}

impl catalogue::Row for Row {
    fn name(&self) -> (&str, &str) {
        (&self.id, &self.what)
    }
}

#[tokio::test]
async fn settings_of_the_database_do_no_harm() {
    let catalogue = catalogue::read::<Row>(include_str!("../../input/database.toml"));
    let mut failures = Failures::default();
    for row in &catalogue.rows {
        let database = Database::careless().await.expect("a database");
        for (name, value) in &row.global {
            execute(&database, &format!("SET GLOBAL {name} = {value}")).await;
        }
        for statement in &row.sql {
            execute(&database, statement).await;
        }
        let app = TestApp::on(database, |_| ()).await;
        let ready = app.anonymous().get("/health/ready").await;
        for name in row.global.keys() {
            execute(app.database(), &format!("SET GLOBAL {name} = DEFAULT")).await;
        }
        let check = &ready.json["checks"][0];
        let problems = match &row.expect {
            Expect::Ready { .. } if ready.status != 200 => vec![format!("is not ready: {}", ready.text)],
            Expect::Ready { ready } => {
                assert!(ready, "a row that is not ready has a reason");
                award(app).await
            }
            Expect::Unready { reason } if ready.status != 503 || check["reason"] != **reason => {
                vec![format!("says {}: {}", ready.status, ready.text)]
            }
            Expect::Unready { .. } => Vec::new(),
        };
        failures.note(row, problems);
    }
    failures.expect_none();
}

async fn execute(database: &Database, statement: &str) {
    let db: &DatabaseConnection = database.connection();
    db.execute_unprepared(statement).await.expect(statement);
}

/// Awards a credential with a name that is not Latin; tells what is stored otherwise than said.
async fn award(app: TestApp) -> Vec<String> {
    const NAME: &str = "Ада Лавлейс 🎓";
    let scene = Scene::of(app).await;
    let payload = scene.award("ada", json!({ "recipientName": NAME })).await;
    let credential = &payload["credential"];
    let mut problems = Vec::new();
    if payload["outcome"] != "CREATED" || credential["recipientName"] != NAME {
        problems.push(format!("awards {payload}"));
    }
    let stored = credential::Entity::find().one(scene.app.db()).await.expect("rows");
    let stored = stored.expect("a row");
    // The database's own words for the instant: what another program reads.
    let sql = "SELECT DATE_FORMAT(awarded_at, '%Y-%m-%dT%H:%i:%s+00:00') FROM credential";
    let statement = Statement::from_string(DbBackend::MySql, sql);
    let row = scene
        .app
        .db()
        .query_one_raw(statement)
        .await
        .expect("rows")
        .expect("a row");
    let written: String = row.try_get_by_index(0).expect("a text");
    if credential["awardedAt"] != *written {
        problems.push(format!("stores {written}, not {}", credential["awardedAt"]));
    }
    if stored.facts.recipient_name.as_deref() != Some(NAME) {
        problems.push(format!("stores {:?}", stored.facts.recipient_name));
    }
    problems
}
