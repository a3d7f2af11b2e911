//! `changes` of an award: what would become of which property, told by a dry run and by the award alike.

use serde_json::{Value, json};
use tests::database::Engine;

use crate::scene::Scene;
use crate::stored::Stored;

tests::on_both_engines!(
    old_and_new_value_of_each_property_are_told,
    repeated_request_tells_what_it_changed
);

const RESULTS: &str = "results { outcome changes { name before after } }";

fn change(name: &str, before: impl Into<Value>, after: impl Into<Value>) -> Value {
    json!({ "name": name, "before": before.into(), "after": after.into() })
}

/// Awards a list, or tries it out; gives each item's outcome and changes.
async fn told(scene: &Scene, input: Value) -> Value {
    let reply = scene.app.service().mutate("awardCredentials", input, RESULTS).await;
    reply.at("/awardCredentials/results").clone()
}

async fn old_and_new_value_of_each_property_are_told(engine: Engine) {
    let scene = Scene::open(engine).await;
    let first = json!({ "dateOverride": "2026-05-31T12:00:00Z", "attributes": [{ "name": "grade", "value": "B" }] });
    scene.award("ada", first).await;
    let uuid = scene.awarded("grace").await;
    scene.revoke(&uuid, json!({})).await;
    scene.awarded("alan").await;
    let before = Stored::read(&scene.app).await;

    let more = json!({ "recipientName": "Ada Lovelace", "dateOverride": "2026-06-30T12:00:00Z",
        "attributes": [{ "name": "grade", "value": "A" }, { "name": "cohort", "value": "2027" }] });
    let items = json!([
        scene.input_with("ada", more),
        scene.input("grace"),
        scene.input("alan"),
        scene.input("new"),
        scene.input("not a name"),
    ]);
    let trial = json!({ "items": items, "dryRun": true, "partial": true });
    let expected = json!([
        { "outcome": "UPDATED", "changes": [
            change("attributes.cohort", Value::Null, "2027"),
            change("attributes.grade", "B", "A"),
            change("date_override", "2026-05-31T12:00:00Z", "2026-06-30T12:00:00Z"),
            change("recipient_name", Value::Null, "Ada Lovelace"),
        ] },
        { "outcome": "REINSTATED", "changes": [change("status", "revoked", "awarded")] },
        { "outcome": "UNCHANGED", "changes": [] },
        { "outcome": "CREATED", "changes": [] },
        { "outcome": "REFUSED", "changes": [] },
    ]);
    assert_eq!(sorted(told(&scene, trial).await), expected);
    assert_eq!(Stored::read(&scene.app).await, before, "only tried");
    let made = told(&scene, json!({ "items": items, "partial": true })).await;
    assert_eq!(sorted(made), expected);
}

async fn repeated_request_tells_what_it_changed(engine: Engine) {
    let scene = Scene::open(engine).await;
    scene.awarded("ada").await;
    let item = json!({ "attributes": [{ "name": "grade", "value": "A" }], "idempotencyKey": "k" });
    let input = json!({ "items": [scene.input_with("ada", item)] });
    let expected = json!([{ "outcome": "UPDATED", "changes": [change("attributes.grade", Value::Null, "A")] }]);
    for _ in 0..2 {
        assert_eq!(told(&scene, input.clone()).await, expected);
    }
}

/// The same with the changes of each item by name: nobody says in which order they are told.
fn sorted(mut results: Value) -> Value {
    for result in results.as_array_mut().into_iter().flatten() {
        if let Some(changes) = result["changes"].as_array_mut() {
            changes.sort_by_key(|it| it["name"].to_string());
        }
    }
    results
}
