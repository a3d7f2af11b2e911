//! `setCredentialVisibility`: a credential that its learner keeps private does not exist for visitors.

use serde_json::{Value, json};
use tests::client::Client;
use tests::database::Engine;

use crate::scene::{Scene, merged};
use crate::sound::assert_sound;
use crate::stored::Stored;

tests::on_both_engines!(
    private_credential_does_not_exist_for_visitors,
    change_is_part_of_the_history,
    only_the_learner_decides,
    only_the_expected_version_changes
);

async fn set(client: &Client, uuid: &str, visibility: &str, more: Value) -> Value {
    let input = merged(json!({ "uuid": uuid, "visibility": visibility }), more);
    let selection = "outcome credential { visibility version state } userErrors { code path }";
    let reply = client.mutate("setCredentialVisibility", input, selection).await;
    reply.at("/setCredentialVisibility").clone()
}

/// The credential of a learner whose name is known, so that her first request is no reason to change it.
async fn awarded_to_somebody_with_a_name(scene: &Scene) -> String {
    scene.app.learner("ada").query("{ viewer { id } }").await.data();
    scene.awarded("ada").await
}

async fn seen(client: &Client, uuid: &str) -> bool {
    let document = "query($uuid: UUID!) { credential(uuid: $uuid) { state } }";
    let reply = client.graphql(document, json!({ "uuid": uuid })).await;
    !reply.at("/credential").is_null()
}

async fn private_credential_does_not_exist_for_visitors(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let uuid = awarded_to_somebody_with_a_name(&scene).await;
    let (ada, visitor) = (app.learner("ada"), app.anonymous());
    let payload = set(&ada, &uuid, "PRIVATE", json!({})).await;
    let after = json!({ "visibility": "PRIVATE", "version": 2, "state": "VALID" });
    assert_eq!(
        payload,
        json!({ "outcome": "UPDATED", "credential": after, "userErrors": [] })
    );
    for (client, expected) in [
        (&visitor, false),
        (&app.learner("grace"), false),
        (&ada, true),
        (&app.staff(), true),
    ] {
        assert_eq!(seen(client, &uuid).await, expected);
    }
    let before = Stored::read(app).await;
    assert_eq!(set(&ada, &uuid, "PRIVATE", json!({})).await["outcome"], "UNCHANGED");
    assert_eq!(Stored::read(app).await, before);
    // An award leaves it private, and so does a revocation.
    scene.award("ada", json!({ "dateOverride": app.now() })).await;
    scene.revoke(&uuid, json!({})).await;
    assert!(!seen(&visitor, &uuid).await);
    assert_eq!(set(&ada, &uuid, "PUBLIC", json!({})).await["outcome"], "UPDATED");
    assert!(seen(&visitor, &uuid).await);
}

async fn change_is_part_of_the_history(engine: Engine) {
    let scene = Scene::open(engine).await;
    let uuid = awarded_to_somebody_with_a_name(&scene).await;
    set(&scene.app.learner("ada"), &uuid, "PRIVATE", json!({})).await;
    let stored = Stored::read(&scene.app).await;
    assert_eq!(stored.counts(), [1, 2, 2]);
    let entry = &stored.history[1];
    assert_eq!(entry.details, json!({ "is_private": { "old": false, "new": true } }));
    assert_eq!(entry.actor_id, Some(stored.user("ada").id));
    assert_sound(&scene.app).await;
}

async fn only_the_learner_decides(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let uuid = awarded_to_somebody_with_a_name(&scene).await;
    let input = json!({ "uuid": uuid, "visibility": "PRIVATE" });
    for (client, code) in [
        (app.anonymous(), "UNAUTHENTICATED"),
        (app.learner("grace"), "FORBIDDEN"),
        (app.staff(), "FORBIDDEN"),
        (app.service(), "FORBIDDEN"),
    ] {
        let reply = client.mutate("setCredentialVisibility", input.clone(), "outcome").await;
        assert_eq!(reply.codes(), [code]);
    }
    // What one cannot see answers like what is not there.
    set(&app.learner("ada"), &uuid, "PRIVATE", json!({})).await;
    let grace = app.learner("grace");
    let unknown = set(&grace, "00000000-0000-4000-8000-000000000000", "PUBLIC", json!({})).await;
    assert_eq!(
        unknown["userErrors"],
        json!([{ "code": "NOT_FOUND", "path": ["input", "uuid"] }])
    );
    assert_eq!(set(&grace, &uuid, "PUBLIC", json!({})).await, unknown);
}

async fn only_the_expected_version_changes(engine: Engine) {
    let scene = Scene::open(engine).await;
    let uuid = awarded_to_somebody_with_a_name(&scene).await;
    let ada = scene.app.learner("ada");
    let payload = set(&ada, &uuid, "PRIVATE", json!({ "expectedVersion": 2 })).await;
    assert_eq!(payload["userErrors"][0]["code"], "VERSION_CONFLICT");
    assert_eq!(payload["credential"]["version"], 1);
    let payload = set(&ada, &uuid, "PRIVATE", json!({ "expectedVersion": 1 })).await;
    assert_eq!(payload["outcome"], "UPDATED");
}
