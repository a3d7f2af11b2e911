//! `reason` of an award: why a credential was made, changed or awarded again, in its history.

use serde_json::{Value, json};
use tests::database::Engine;

use crate::scene::{Scene, assert_refused, merged};
use crate::stored::Stored;

tests::on_both_engines!(
    reason_of_each_change_is_in_the_history,
    reason_alone_changes_nothing,
    learner_and_staff_are_told_and_others_are_not,
    reasons_of_a_list_stay_with_their_items,
    reason_is_a_part_of_what_is_asked_for,
    reasons_have_bounds
);

/// Change and reason of each entry of the history.
fn history(payload: &Value) -> Vec<(&str, Option<&str>)> {
    let entries = payload["credential"]["history"].as_array().map(Vec::as_slice);
    entries
        .unwrap_or_default()
        .iter()
        .map(|it| (it["change"].as_str().unwrap_or_default(), it["reason"].as_str()))
        .collect()
}

async fn reason_of_each_change_is_in_the_history(engine: Engine) {
    let scene = Scene::open(engine).await;
    let awarded = scene.award("ada", json!({ "reason": "Passed the late exam." })).await;
    let uuid = awarded["credential"]["uuid"].as_str().expect("a number").to_owned();
    let dated = json!({ "dateOverride": "2026-05-01T12:00:00Z", "reason": "The date was wrong.\nSee case 7." });
    scene.award("ada", dated).await;
    let named = json!({ "attributes": [{ "name": "grade", "value": "A" }], "reason": "  " });
    scene.award("ada", named).await;
    scene.revoke(&uuid, json!({ "reason": "Plagiarism." })).await;
    let again = scene.award("ada", json!({ "reason": "Cleared by the board." })).await;
    assert_eq!(again["outcome"], "REINSTATED");
    assert_eq!(
        history(&again),
        [
            ("AWARDED", Some("Passed the late exam.")),
            ("UPDATED", Some("The date was wrong.\nSee case 7.")),
            ("UPDATED", None),
            ("REVOKED", Some("Plagiarism.")),
            ("REINSTATED", Some("Cleared by the board.")),
        ]
    );
    assert_eq!(again["credential"]["revocationReason"], Value::Null);
    let stored = Stored::read(&scene.app).await;
    assert!(
        stored
            .events
            .iter()
            .all(|it| !it.payload.to_string().contains("Cleared")),
        "reasons are told to nobody else"
    );
    let trail = "{ auditTrail(first: 1) { nodes { action reason } } }";
    let trail = scene.app.staff().query(trail).await;
    assert_eq!(
        trail.at("/auditTrail/nodes/0"),
        &json!({ "action": "CREDENTIAL_REINSTATED", "reason": "Cleared by the board." })
    );
}

async fn reason_alone_changes_nothing(engine: Engine) {
    let scene = Scene::open(engine).await;
    scene.awarded("ada").await;
    let before = Stored::read(&scene.app).await;
    let payload = scene.award("ada", json!({ "reason": "none" })).await;
    assert_eq!(payload["outcome"], "UNCHANGED");
    assert_eq!(Stored::read(&scene.app).await, before);
}

async fn learner_and_staff_are_told_and_others_are_not(engine: Engine) {
    let scene = Scene::open(engine).await;
    let awarded = scene.award("ada", json!({ "reason": "By decree." })).await;
    let variables = json!({ "uuid": awarded["credential"]["uuid"] });
    let document = "query($uuid: UUID!) { credential(uuid: $uuid) { history { reason } } }";
    let app = &scene.app;
    for (client, expected) in [
        (app.staff(), Some("By decree.")),
        (app.learner("ada"), Some("By decree.")),
        (app.learner("grace"), None),
        (app.anonymous(), None),
    ] {
        let seen = client.graphql(document, variables.clone()).await;
        let entries = seen.at("/credential/history").as_array().expect("a list");
        assert_eq!(entries.first().and_then(|it| it["reason"].as_str()), expected);
    }
}

async fn reasons_of_a_list_stay_with_their_items(engine: Engine) {
    let scene = Scene::open(engine).await;
    let items = json!([
        scene.input_with("ada", json!({ "reason": "first" })),
        scene.input("grace"),
        scene.input_with("alan", json!({ "reason": "third" })),
    ]);
    let selection = "results { credential { history { reason } } }";
    let reply = scene
        .app
        .service()
        .mutate("awardCredentials", json!({ "items": items }), selection)
        .await;
    for (index, reason) in [json!("first"), Value::Null, json!("third")].iter().enumerate() {
        let place = format!("/awardCredentials/results/{index}/credential/history");
        assert_eq!(reply.at(&place), &json!([{ "reason": reason }]));
    }
}

async fn reason_is_a_part_of_what_is_asked_for(engine: Engine) {
    let scene = Scene::open(engine).await;
    let keyed = |reason: Value| merged(json!({ "idempotencyKey": "k" }), reason);
    let first = scene.award("ada", keyed(json!({ "reason": "one" }))).await;
    assert_eq!(first["outcome"], "CREATED");
    let again = scene.award("ada", keyed(json!({ "reason": "one" }))).await;
    assert_eq!(again["outcome"], "CREATED");
    for other in [json!({ "reason": "two" }), json!({})] {
        let refused = scene.award("ada", keyed(other)).await;
        assert_refused(&refused, "IDEMPOTENCY_MISMATCH", "input.idempotencyKey");
    }
}

async fn reasons_have_bounds(engine: Engine) {
    let scene = Scene::open(engine).await;
    let longest = "é".repeat(1000);
    let payload = scene.award("ada", json!({ "reason": longest })).await;
    assert_eq!(history(&payload), [("AWARDED", Some(longest.as_str()))]);
    let before = Stored::read(&scene.app).await;
    for unfit in ["é".repeat(1001), "a\u{0}b".to_owned(), "a\u{1b}b".to_owned()] {
        let refused = scene.award("grace", json!({ "reason": unfit })).await;
        assert_refused(&refused, "INVALID_REASON", "input.reason");
    }
    assert_eq!(Stored::read(&scene.app).await, before);
}
