//! `idempotencyKey` of an award: the same request is answered the same, for seven days.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::database::Engine;

use crate::scene::{Scene, assert_refused, award};
use crate::stored::Stored;

tests::on_both_engines!(
    repeated_request_is_answered_as_the_first_time,
    another_request_under_the_same_key_is_refused,
    keys_of_different_callers_never_meet,
    key_is_free_again_after_seven_days,
    refusal_uses_up_no_key,
    keys_that_differ_in_anything_are_different_keys,
    unfit_keys_are_refused
);

fn grade(value: &str, key: &str) -> Value {
    json!({ "attributes": [{ "name": "grade", "value": value }], "idempotencyKey": key })
}

async fn repeated_request_is_answered_as_the_first_time(engine: Engine) {
    let scene = Scene::open(engine).await;
    let first = scene.award("ada", grade("B", "k1")).await;
    assert_eq!(first["outcome"], "CREATED");
    scene.app.advance(TimeDelta::days(1));
    assert_eq!(scene.award("ada", grade("A", "k2")).await["outcome"], "UPDATED");
    let uuid = first["credential"]["uuid"].as_str().expect("a number");
    scene.revoke(uuid, json!({})).await;

    let before = Stored::read(&scene.app).await;
    let again = scene.award("ada", grade("B", "k1")).await;
    assert_eq!(again["outcome"], "CREATED");
    for field in [
        "uuid",
        "status",
        "version",
        "awardedAt",
        "updatedAt",
        "revokedAt",
        "state",
        "recipientName",
    ] {
        assert_eq!(again["credential"][field], first["credential"][field], "{field}");
    }
    assert_eq!(scene.award("ada", grade("A", "k2")).await["outcome"], "UPDATED");
    // The same award under no key or a new one is a new wish.
    assert_eq!(Stored::read(&scene.app).await, before);
    assert_eq!(scene.award("ada", grade("A", "k3")).await["outcome"], "REINSTATED");
}

async fn another_request_under_the_same_key_is_refused(engine: Engine) {
    let scene = Scene::open(engine).await;
    scene.award("ada", grade("B", "k")).await;
    let before = Stored::read(&scene.app).await;
    for (username, more) in [
        ("ada", grade("A", "k")),
        ("grace", grade("B", "k")),
        ("ada", json!({ "idempotencyKey": "k" })),
        (
            "ada",
            crate::scene::merged(grade("B", "k"), json!({ "dateOverride": null })),
        ),
        (
            "ada",
            crate::scene::merged(grade("B", "k"), json!({ "expectedVersion": 1 })),
        ),
    ] {
        let refused = scene.award(username, more).await;
        assert_refused(&refused, "IDEMPOTENCY_MISMATCH", "input.idempotencyKey");
    }
    // One key is for one operation, too.
    let input = json!({ "username": "ada", "learningObject": scene.program(), "idempotencyKey": "k" });
    let refused = crate::scene::revoke(&scene.app.service(), input).await;
    assert_refused(&refused, "IDEMPOTENCY_MISMATCH", "input.idempotencyKey");
    assert_eq!(Stored::read(&scene.app).await, before);
}

async fn keys_of_different_callers_never_meet(engine: Engine) {
    let scene = Scene::open(engine).await;
    scene.award("ada", grade("B", "k")).await;
    let input = scene.input_with("grace", grade("A", "k"));
    let payload = award(&scene.app.staff(), input).await;
    assert_eq!(payload["outcome"], "CREATED");
    let stored = Stored::read(&scene.app).await;
    let callers: Vec<_> = stored.records.iter().map(|it| it.caller_id).collect();
    assert_eq!(callers.len(), 2);
    assert_ne!(callers[0], callers[1]);
    assert!(
        stored
            .records
            .iter()
            .all(|it| it.expires_at - it.created_at == TimeDelta::days(7))
    );
}

async fn key_is_free_again_after_seven_days(engine: Engine) {
    let scene = Scene::open(engine).await;
    scene.award("ada", grade("B", "k")).await;
    scene.app.advance(TimeDelta::days(7) - TimeDelta::microseconds(1));
    assert_refused(
        &scene.award("ada", grade("A", "k")).await,
        "IDEMPOTENCY_MISMATCH",
        "input.idempotencyKey",
    );
    scene.app.advance(TimeDelta::microseconds(1));
    assert_eq!(scene.award("ada", grade("A", "k")).await["outcome"], "UPDATED");
    assert_eq!(
        scene.award("ada", grade("A", "k")).await["outcome"],
        "UPDATED",
        "the new answer is kept"
    );
    let stored = Stored::read(&scene.app).await;
    assert_eq!((stored.records.len(), stored.counts()), (1, [1, 2, 2]));
}

async fn refusal_uses_up_no_key(engine: Engine) {
    let scene = Scene::open(engine).await;
    let unfit = json!({ "mode": "verified", "idempotencyKey": "k" });
    assert_refused(&scene.award("ada", unfit).await, "INVALID_MODE", "input.mode");
    assert_eq!(
        scene.award("ada", json!({ "idempotencyKey": "k" })).await["outcome"],
        "CREATED"
    );
}

async fn keys_that_differ_in_anything_are_different_keys(engine: Engine) {
    let scene = Scene::open(engine).await;
    let long = "é".repeat(255);
    for key in ["key", "KEY", "ke y", "clé", "cle\u{301}", "🔑", "' OR 1=1 --", &long] {
        let payload = scene.award("ada", grade(key.get(..2).unwrap_or("?"), key)).await;
        assert_ne!(payload["outcome"], "REFUSED", "{key}: {payload:#}");
        assert_eq!(payload["userErrors"], json!([]));
    }
    assert_eq!(Stored::read(&scene.app).await.records.len(), 8);
}

async fn unfit_keys_are_refused(engine: Engine) {
    let scene = Scene::open(engine).await;
    scene.awarded("grace").await;
    scene.award("grace", json!({ "idempotencyKey": "key" })).await;
    let before = Stored::read(&scene.app).await;
    let long = "é".repeat(256);
    // Blanks at an end: some databases take "key " for "key".
    for key in ["", " ", "key ", " key", "a\tb", "a\u{0}b", &long] {
        let refused = scene.award("ada", json!({ "idempotencyKey": key })).await;
        assert_refused(&refused, "INVALID_IDEMPOTENCY_KEY", "input.idempotencyKey");
    }
    assert_eq!(Stored::read(&scene.app).await, before);
}
