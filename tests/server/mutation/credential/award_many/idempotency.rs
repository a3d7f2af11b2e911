//! Idempotency keys of a list of awards, and of its items.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::database::Engine;

use super::{award_many, errors, list, outcomes};
use crate::scene::{Scene, merged, refusals};
use crate::stored::Stored;

tests::on_both_engines!(
    repeated_list_is_answered_as_the_first_time,
    another_list_under_the_same_key_is_refused,
    refused_list_uses_up_no_key,
    key_of_an_item_is_good_alone_and_in_any_list,
    one_key_is_for_one_thing
);

fn keyed(scene: &Scene, username: &str, key: &str) -> Value {
    scene.input_with(username, json!({ "idempotencyKey": key }))
}

async fn repeated_list_is_answered_as_the_first_time(engine: Engine) {
    let scene = Scene::open(engine).await;
    let refused = scene.input_with("zoe.nguyen", json!({ "mode": "verified" }));
    let items = json!([scene.input("ada"), scene.input("grace"), refused]);
    let input = json!({ "items": items, "partial": true, "idempotencyKey": "k" });
    let first = award_many(&scene.app.service(), input.clone()).await;
    assert_eq!(outcomes(&first), ["CREATED", "CREATED", "REFUSED"]);

    let uuid = list(&first)[0]["credential"]["uuid"].as_str().expect("a number");
    scene.revoke(uuid, json!({})).await;
    let before = Stored::read(&scene.app).await;
    scene.app.advance(TimeDelta::days(7) - TimeDelta::microseconds(1));
    let again = award_many(&scene.app.service(), input.clone()).await;
    assert_eq!(again, first, "to the letter, as far as it is asked for");
    assert_eq!(Stored::read(&scene.app).await, before);

    scene.app.advance(TimeDelta::microseconds(1));
    let later = award_many(&scene.app.service(), input).await;
    assert_eq!(outcomes(&later), ["REINSTATED", "UNCHANGED", "REFUSED"]);
}

async fn another_list_under_the_same_key_is_refused(engine: Engine) {
    let scene = Scene::open(engine).await;
    let input = json!({ "items": [scene.input("ada"), scene.input("grace")], "idempotencyKey": "k" });
    award_many(&scene.app.service(), input.clone()).await;
    let before = Stored::read(&scene.app).await;
    for more in [
        json!({ "items": [scene.input("grace"), scene.input("ada")] }),
        json!({ "items": [scene.input("ada")] }),
        json!({ "partial": true }),
        json!({ "dryRun": true }),
    ] {
        let payload = award_many(&scene.app.service(), merged(input.clone(), more)).await;
        assert_eq!(payload["results"], json!([]));
        assert_eq!(
            refusals(&payload),
            [("IDEMPOTENCY_MISMATCH".to_owned(), "input.idempotencyKey".to_owned())]
        );
    }
    let unfit = merged(input, json!({ "idempotencyKey": "" }));
    let payload = award_many(&scene.app.service(), unfit).await;
    assert_eq!(
        refusals(&payload),
        [("INVALID_IDEMPOTENCY_KEY".to_owned(), "input.idempotencyKey".to_owned())]
    );
    assert_eq!(Stored::read(&scene.app).await, before);
}

async fn refused_list_uses_up_no_key(engine: Engine) {
    let scene = Scene::open(engine).await;
    let unfit = json!({ "items": [keyed(&scene, "ada", "a"), keyed(&scene, "?", "b")], "idempotencyKey": "k" });
    let payload = award_many(&scene.app.service(), unfit).await;
    assert_eq!(
        errors(&payload),
        ["BATCH_REFUSED input.items.0", "INVALID_USERNAME input.items.1.username"]
    );
    let fit = json!({ "items": [keyed(&scene, "grace", "a"), keyed(&scene, "ada", "b")], "idempotencyKey": "k" });
    assert_eq!(outcomes(&award_many(&scene.app.service(), fit).await), ["CREATED"; 2]);
    assert_eq!(Stored::read(&scene.app).await.records.len(), 3);
}

async fn key_of_an_item_is_good_alone_and_in_any_list(engine: Engine) {
    let scene = Scene::open(engine).await;
    let alone = scene.award("ada", json!({ "idempotencyKey": "a" })).await;
    assert_eq!(alone["outcome"], "CREATED");
    // Another order, other neighbors: the item is the same.
    let items = json!([keyed(&scene, "grace", "g"), keyed(&scene, "ada", "a")]);
    let payload = award_many(&scene.app.service(), json!({ "items": items })).await;
    assert_eq!(outcomes(&payload), ["CREATED", "CREATED"]);
    assert_eq!(list(&payload)[1]["credential"]["uuid"], alone["credential"]["uuid"]);
    let grace = scene.award("grace", json!({ "idempotencyKey": "g" })).await;
    assert_eq!(grace["outcome"], "CREATED");
    assert_eq!(Stored::read(&scene.app).await.counts(), [2, 2, 2]);

    let items = json!([keyed(&scene, "mei_lin", "m"), keyed(&scene, "zoe.nguyen", "a")]);
    let payload = award_many(&scene.app.service(), json!({ "items": items, "partial": true })).await;
    assert_eq!(
        errors(&payload),
        ["", "IDEMPOTENCY_MISMATCH input.items.1.idempotencyKey"]
    );
    assert_eq!(Stored::read(&scene.app).await.counts(), [3, 3, 3]);
}

async fn one_key_is_for_one_thing(engine: Engine) {
    let scene = Scene::open(engine).await;
    scene.awarded("grace").await;
    let before = Stored::read(&scene.app).await;
    let twice = json!({ "items": [keyed(&scene, "ada", "k"), keyed(&scene, "mei_lin", "k")] });
    let payload = award_many(&scene.app.service(), twice).await;
    assert_eq!(errors(&payload)[1], "IDEMPOTENCY_MISMATCH input.items.1.idempotencyKey");

    // The list's own key is not for one of its items.
    let shared = json!({ "items": [keyed(&scene, "ada", "k"), scene.input("mei_lin")], "idempotencyKey": "k" });
    let payload = award_many(&scene.app.service(), shared).await;
    assert_eq!(
        errors(&payload),
        [
            "IDEMPOTENCY_MISMATCH input.items.0.idempotencyKey",
            "BATCH_REFUSED input.items.1"
        ]
    );
    assert_eq!(Stored::read(&scene.app).await, before);
}
