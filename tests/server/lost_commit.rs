//! A change whose commit is done but never answered is answered as if nothing had happened: once, and as it was then.
//!
//! SQLite answers a commit by returning from a function of the same process: its answer cannot be lost. The stories are told there
//! too, without the loss, so that both engines are known to answer the same.

use serde_json::{Value, json};
use tests::app::TestApp;
use tests::build;
use tests::client::Client;
use tests::database::{Cutter, Engine};

use crate::scene::{AWARD, Scene, course_run, text};
use crate::stored::Stored;

tests::on_both_engines!(
    new_credential_is_created_once,
    update_is_no_conflict_with_itself,
    revocation_and_reinstatement_are_told_as_such,
    list_of_awards_is_answered_as_it_was,
    answer_under_a_key_is_the_same,
    what_somebody_undid_meanwhile_stays_undone,
    new_name_is_told_as_given,
    retirement_is_told_as_done,
    schedule_is_no_conflict_with_itself,
    site_is_no_conflict_with_itself
);

/// A server whose answers from the database can be lost, beside one that hears everything.
struct Lossy {
    scene: Scene,
    app: TestApp,
    cutter: Option<Cutter>,
}

impl Lossy {
    async fn open(engine: Engine) -> Self {
        let scene = Scene::open(engine).await;
        let cutter = match engine {
            Engine::MySql => Some(Cutter::before(scene.app.database().url()).await.expect("a proxy")),
            Engine::Sqlite => None,
        };
        let app = match &cutter {
            Some(cutter) => scene.app.replica_through(cutter.url()).await,
            None => scene.app.replica().await,
        };
        for client in [app.service(), app.staff()] {
            client.query("{ viewer { id } }").await.data();
        }
        Self { scene, app, cutter }
    }

    /// Sends a mutation whose commit is done and not answered; `meanwhile` happens before the server can try again.
    async fn send(&self, client: &Client, mutation: &str, input: Value, meanwhile: impl AsyncFnOnce()) -> Value {
        let selection = match mutation {
            "awardCredentials" => {
                "results { outcome credential { uuid version state } userErrors { code } } userErrors { code }"
            }
            "replaceUsernames" => "results { outcome } userErrors { code }",
            "retireUser" => "outcome userErrors { code }",
            "editSite" => "site { name version } userErrors { code }",
            "setReconciliationSchedule" => "schedule { everyDays version } userErrors { code }",
            _ => "outcome credential { uuid version state } userErrors { code }",
        };
        let sent = client.mutate(mutation, input, selection);
        let reply = match &self.cutter {
            None => {
                let reply = sent.await;
                meanwhile().await;
                reply
            }
            Some(cutter) => {
                cutter.arm();
                let lose = async {
                    cutter.has_cut().await;
                    meanwhile().await;
                    cutter.open();
                };
                tokio::join!(sent, lose).0
            }
        };
        assert!(reply.codes().is_empty(), "{}", reply.text);
        reply.at(&format!("/{mutation}")).clone()
    }

    async fn award(&self, input: Value) -> Value {
        self.send(&self.app.service(), "awardCredential", input, async || {})
            .await
    }
}

fn told(payload: &Value) -> (String, i64, String) {
    assert_eq!(payload["userErrors"], json!([]), "{payload:#}");
    let credential = &payload["credential"];
    (
        text(&payload["outcome"]),
        credential["version"].as_i64().expect("a version"),
        text(&credential["state"]),
    )
}

fn expected(outcome: &str, version: i64, state: &str) -> (String, i64, String) {
    (outcome.to_owned(), version, state.to_owned())
}

fn grade(value: &str) -> Value {
    json!([{ "name": "grade", "value": value }])
}

async fn new_credential_is_created_once(engine: Engine) {
    let lossy = Lossy::open(engine).await;
    let payload = lossy.award(lossy.scene.input("ada")).await;
    assert_eq!(told(&payload), expected("CREATED", 1, "VALID"));
    assert_eq!(Stored::read(&lossy.app).await.counts(), [1; 3]);
}

async fn update_is_no_conflict_with_itself(engine: Engine) {
    let lossy = Lossy::open(engine).await;
    lossy.scene.awarded("ada").await;
    let input = lossy
        .scene
        .input_with("ada", json!({ "attributes": grade("A"), "expectedVersion": 1 }));
    assert_eq!(told(&lossy.award(input).await), expected("UPDATED", 2, "VALID"));
    let input = lossy.scene.input_with("ada", json!({ "attributes": grade("B") }));
    assert_eq!(told(&lossy.award(input).await), expected("UPDATED", 3, "VALID"));
    assert_eq!(Stored::read(&lossy.app).await.counts(), [1, 3, 3]);
}

async fn revocation_and_reinstatement_are_told_as_such(engine: Engine) {
    let lossy = Lossy::open(engine).await;
    let uuid = lossy.scene.awarded("ada").await;
    let input = json!({ "uuid": uuid, "reason": "a mistake", "expectedVersion": 1 });
    let payload = lossy
        .send(&lossy.app.staff(), "revokeCredential", input, async || {})
        .await;
    assert_eq!(told(&payload), expected("REVOKED", 2, "REVOKED"));
    let input = lossy.scene.input_with("ada", json!({ "expectedVersion": 2 }));
    assert_eq!(told(&lossy.award(input).await), expected("REINSTATED", 3, "VALID"));
    assert_eq!(Stored::read(&lossy.app).await.counts(), [1, 3, 3]);
}

async fn list_of_awards_is_answered_as_it_was(engine: Engine) {
    let lossy = Lossy::open(engine).await;
    lossy.scene.awarded("ada").await;
    let run = json!({ "username": "grace", "learningObject": course_run("course-v1:A+B+C"), "idempotencyKey": "item" });
    let items = json!([
        lossy.scene.input_with("ada", json!({ "attributes": grade("A") })),
        lossy.scene.input("ada"),
        run,
    ]);
    for key in [None, Some("list")] {
        let input = json!({ "items": items, "partial": true, "idempotencyKey": key });
        let payload = lossy
            .send(&lossy.app.service(), "awardCredentials", input, async || {})
            .await;
        let outcomes: Vec<_> = payload["results"]
            .as_array()
            .expect("results")
            .iter()
            .map(|it| text(&it["outcome"]))
            .collect();
        let first = if key.is_none() { "UPDATED" } else { "UNCHANGED" };
        assert_eq!(outcomes, [first, "REFUSED", "CREATED"], "{payload:#}");
        assert_eq!(Stored::read(&lossy.app).await.counts(), [2, 3, 3]);
    }
}

async fn answer_under_a_key_is_the_same(engine: Engine) {
    let lossy = Lossy::open(engine).await;
    lossy.scene.awarded("ada").await;
    let input = lossy
        .scene
        .input_with("ada", json!({ "attributes": grade("A"), "idempotencyKey": "k" }));
    let first = lossy.award(input.clone()).await;
    assert_eq!(told(&first), expected("UPDATED", 2, "VALID"));
    let again = lossy
        .app
        .service()
        .mutate("awardCredential", input, AWARD)
        .await
        .at("/awardCredential")
        .clone();
    assert_eq!(again["outcome"], "UPDATED");
    assert_eq!(Stored::read(&lossy.app).await.counts(), [1, 2, 2]);
}

async fn what_somebody_undid_meanwhile_stays_undone(engine: Engine) {
    let lossy = Lossy::open(engine).await;
    let scene = &lossy.scene;
    let uuid = scene.awarded("ada").await;
    let payload = lossy
        .send(
            &lossy.app.staff(),
            "revokeCredential",
            json!({ "uuid": uuid }),
            async || {
                assert_eq!(scene.award("ada", json!({})).await["outcome"], "REINSTATED");
            },
        )
        .await;
    assert_eq!(told(&payload), expected("REVOKED", 2, "REVOKED"), "as it was then");
    let stored = Stored::read(&lossy.app).await;
    assert_eq!((stored.credentials[0].version, stored.counts()), (3, [1, 3, 3]));

    scene.revoke(&uuid, json!({})).await;
    let payload = lossy
        .send(
            &lossy.app.service(),
            "awardCredential",
            scene.input("ada"),
            async || {
                assert_eq!(scene.revoke(&uuid, json!({})).await["outcome"], "REVOKED");
            },
        )
        .await;
    assert_eq!(told(&payload), expected("REINSTATED", 5, "VALID"), "as it was then");
    let stored = Stored::read(&lossy.app).await;
    assert_eq!((stored.credentials[0].version, stored.counts()), (6, [1, 6, 6]));
}

async fn new_name_is_told_as_given(engine: Engine) {
    let lossy = Lossy::open(engine).await;
    lossy.scene.awarded("ada").await;
    let input = json!({ "items": [{ "current": "ada", "desired": "countess" }] });
    let payload = lossy
        .send(&lossy.app.service(), "replaceUsernames", input, async || {})
        .await;
    assert_eq!(
        payload,
        json!({ "results": [{ "outcome": "REPLACED" }], "userErrors": [] })
    );
    assert_eq!(Stored::read(&lossy.app).await.trail.len(), 1);
}

async fn retirement_is_told_as_done(engine: Engine) {
    let lossy = Lossy::open(engine).await;
    lossy.scene.awarded("ada").await;
    let input = json!({ "username": "ada" });
    let payload = lossy.send(&lossy.app.service(), "retireUser", input, async || {}).await;
    assert_eq!(payload, json!({ "outcome": "RETIRED", "userErrors": [] }));
    let stored = Stored::read(&lossy.app).await;
    assert_eq!((stored.trail.len(), stored.credentials[0].version), (1, 2));
}

async fn schedule_is_no_conflict_with_itself(engine: Engine) {
    let lossy = Lossy::open(engine).await;
    let input = json!({ "everyDays": 7, "expectedVersion": 1 });
    let payload = lossy
        .send(&lossy.app.staff(), "setReconciliationSchedule", input, async || {})
        .await;
    assert_eq!(
        payload,
        json!({ "schedule": { "everyDays": 7, "version": 2 }, "userErrors": [] })
    );
    assert_eq!(Stored::read(&lossy.app).await.audit.len(), 1);
}

async fn site_is_no_conflict_with_itself(engine: Engine) {
    let lossy = Lossy::open(engine).await;
    let id = build::default_site(lossy.app.db()).await;
    let input = json!({ "id": format!("site:{id}"), "name": "Harbor Credentials", "expectedVersion": 1 });
    let payload = lossy.send(&lossy.app.staff(), "editSite", input, async || {}).await;
    assert_eq!(
        payload,
        json!({ "site": { "name": "Harbor Credentials", "version": 2 }, "userErrors": [] })
    );
    assert_eq!(Stored::read(&lossy.app).await.audit.len(), 1);
}
