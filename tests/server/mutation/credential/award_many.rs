//! `awardCredentials`: what becomes of a list of awards.

mod changes;
mod idempotency;
mod size;

use serde_json::{Value, json};
use tests::app::TestApp;
use tests::client::{Client, Reply};
use tests::database::Engine;

use crate::scene::{Scene, course_run, merged, text};
use crate::stored::Stored;

tests::on_both_engines!(
    each_item_is_answered_in_its_place,
    one_refused_item_leaves_nothing_written,
    partial_stores_what_can_be_stored,
    dry_run_tells_and_writes_nothing,
    same_credential_twice_is_refused,
    items_of_one_new_learner_and_one_new_run_share_them,
    empty_list_is_no_work
);

/// What most tests look at of each item.
const RESULTS: &str = "results { outcome credential { uuid username version } userErrors { code message path } }
    userErrors { code message path }";

async fn award_many(client: &Client, input: Value) -> Value {
    reply(client, input).await.at("/awardCredentials").clone()
}

async fn reply(client: &Client, input: Value) -> Reply {
    client.mutate("awardCredentials", input, RESULTS).await
}

fn list(payload: &Value) -> &[Value] {
    payload["results"].as_array().map_or(&[], Vec::as_slice)
}

fn outcomes(payload: &Value) -> Vec<String> {
    list(payload).iter().map(|it| text(&it["outcome"])).collect()
}

/// Each item's codes with their paths, as one text.
fn errors(payload: &Value) -> Vec<String> {
    let told = |it: &Value| {
        let refusals = crate::scene::refusals(it);
        refusals
            .iter()
            .map(|(code, path)| format!("{code} {path}"))
            .collect::<Vec<_>>()
            .join("; ")
    };
    list(payload).iter().map(told).collect()
}

fn run_input(username: &str, run: u32) -> Value {
    json!({ "username": username, "learningObject": course_run(&format!("course-v1:ExampleX+CS{run}+2027")) })
}

/// A server where Ada's credential is revoked and Grace's stands; and a list with every outcome.
async fn every_outcome(engine: Engine) -> (TestApp, Vec<Value>) {
    let scene = Scene::open(engine).await;
    let ada = scene.awarded("ada").await;
    scene.revoke(&ada, json!({})).await;
    scene.awarded("grace").await;
    scene.awarded("zoe.nguyen").await;
    let grade = json!({ "attributes": [{ "name": "grade", "value": "A" }] });
    let items = vec![
        scene.input("mei_lin"),
        scene.input("ada"),
        scene.input("grace"),
        scene.input_with("zoe.nguyen", grade),
        run_input("new_one", 1),
    ];
    (scene.app, items)
}

async fn each_item_is_answered_in_its_place(engine: Engine) {
    let (app, items) = every_outcome(engine).await;
    let payload = award_many(&app.service(), json!({ "items": items })).await;
    assert_eq!(
        outcomes(&payload),
        ["CREATED", "REINSTATED", "UNCHANGED", "UPDATED", "CREATED"]
    );
    let usernames: Vec<_> = list(&payload)
        .iter()
        .map(|it| text(&it["credential"]["username"]))
        .collect();
    assert_eq!(usernames, ["mei_lin", "ada", "grace", "zoe.nguyen", "new_one"]);
    let versions: Vec<_> = list(&payload).iter().map(|it| &it["credential"]["version"]).collect();
    assert_eq!(versions, [1, 3, 1, 2, 1]);
    assert_eq!(errors(&payload), [""; 5]);
    assert_eq!(payload["userErrors"], json!([]));
    assert_eq!(Stored::read(&app).await.counts(), [5, 8, 8]);

    let again = award_many(&app.service(), json!({ "items": items })).await;
    assert_eq!(outcomes(&again), ["UNCHANGED"; 5]);
}

async fn one_refused_item_leaves_nothing_written(engine: Engine) {
    let (app, mut items) = every_outcome(engine).await;
    items.insert(
        2,
        json!({ "username": "ada", "learningObject": { "type": "PROGRAM", "id": "?" }, "lmsUserId": -1 }),
    );
    let before = Stored::read(&app).await;
    let payload = award_many(&app.service(), json!({ "items": items })).await;
    assert_eq!(outcomes(&payload), ["REFUSED"; 6]);
    assert_eq!(
        errors(&payload),
        [
            "BATCH_REFUSED input.items.0",
            "BATCH_REFUSED input.items.1",
            "INVALID_LEARNING_OBJECT input.items.2.learningObject.id; INVALID_LMS_USER_ID input.items.2.lmsUserId",
            "BATCH_REFUSED input.items.3",
            "BATCH_REFUSED input.items.4",
            "BATCH_REFUSED input.items.5",
        ]
    );
    assert!(list(&payload).iter().all(|it| it["credential"].is_null()));
    assert_eq!(
        crate::scene::refusals(&payload),
        [("ITEMS_REFUSED".to_owned(), "input.items".to_owned())]
    );
    assert_eq!(Stored::read(&app).await, before);
}

async fn partial_stores_what_can_be_stored(engine: Engine) {
    let (app, mut items) = every_outcome(engine).await;
    items.insert(0, merged(items[0].clone(), json!({ "mode": "verified" })));
    items.insert(3, merged(items[1].clone(), json!({ "expectedVersion": 9 })));
    let payload = award_many(&app.service(), json!({ "items": items, "partial": true })).await;
    assert_eq!(
        errors(&payload),
        [
            "INVALID_MODE input.items.0.mode",
            "",
            "",
            "DUPLICATE_ITEM input.items.3",
            "",
            "",
            "",
        ]
    );
    assert_eq!(
        outcomes(&payload),
        [
            "REFUSED",
            "CREATED",
            "REINSTATED",
            "REFUSED",
            "UNCHANGED",
            "UPDATED",
            "CREATED"
        ]
    );
    assert_eq!(payload["userErrors"], json!([]));
    assert_eq!(Stored::read(&app).await.counts(), [5, 8, 8]);
}

async fn dry_run_tells_and_writes_nothing(engine: Engine) {
    let (app, mut items) = every_outcome(engine).await;
    let before = Stored::read(&app).await;
    let input = json!({ "items": items, "dryRun": true, "idempotencyKey": "dry" });
    let (statements, payload) = app
        .count_statements(async || award_many(&app.service(), input).await)
        .await;
    assert_eq!(
        outcomes(&payload),
        ["CREATED", "REINSTATED", "UNCHANGED", "UPDATED", "CREATED"]
    );
    assert!(
        list(&payload)[0]["credential"].is_null(),
        "what is not stored has no number"
    );
    assert_eq!(list(&payload)[3]["credential"]["version"], 2, "as it would be");
    assert_eq!(Stored::read(&app).await, before);
    assert_eq!((statements.writes, statements.transactions), (0, 0));

    items.push(run_input("not a name", 1));
    for (partial, refused) in [(false, 6), (true, 1)] {
        let input = json!({ "items": items, "dryRun": true, "partial": partial });
        let payload = award_many(&app.service(), input).await;
        assert_eq!(outcomes(&payload).iter().filter(|it| *it == "REFUSED").count(), refused);
    }
    assert_eq!(Stored::read(&app).await, before);
}

async fn same_credential_twice_is_refused(engine: Engine) {
    let scene = Scene::open(engine).await;
    scene.awarded("grace").await;
    let before = Stored::read(&scene.app).await;
    let items = json!([
        scene.input("Ada"),
        run_input("ada", 1),
        scene.input("ADA"),
        run_input("ada", 1)
    ]);
    let payload = award_many(&scene.app.service(), json!({ "items": items })).await;
    assert_eq!(
        errors(&payload),
        [
            "BATCH_REFUSED input.items.0",
            "BATCH_REFUSED input.items.1",
            "DUPLICATE_ITEM input.items.2",
            "DUPLICATE_ITEM input.items.3",
        ]
    );
    assert_eq!(
        list(&payload)[3]["userErrors"][0]["message"],
        "item 1 awards the same credential"
    );
    assert_eq!(Stored::read(&scene.app).await, before);
}

async fn items_of_one_new_learner_and_one_new_run_share_them(engine: Engine) {
    let app = TestApp::start(engine).await;
    let items = json!([
        run_input("New", 1),
        merged(
            run_input("new", 2),
            json!({ "lmsUserId": 77, "recipientName": "Newton" })
        ),
        run_input("other", 1),
    ]);
    let payload = award_many(&app.service(), json!({ "items": items })).await;
    assert_eq!(outcomes(&payload), ["CREATED"; 3], "{payload:#}");
    let stored = Stored::read(&app).await;
    assert_eq!((stored.users.len(), stored.configurations.len()), (3, 2));
    assert_eq!(stored.user("new").lms_user_id, Some(77));
    assert_eq!(stored.user("new").username.as_str(), "New");
    assert_eq!(stored.counts(), [3, 3, 3]);

    // Two names for one number are one person, who has one credential of each kind.
    let items = json!([
        merged(run_input("one", 3), json!({ "lmsUserId": 78 })),
        merged(run_input("two", 3), json!({ "lmsUserId": 78 })),
    ]);
    let payload = award_many(&app.service(), json!({ "items": items })).await;
    assert_eq!(errors(&payload)[1], "DUPLICATE_ITEM input.items.1");
    assert_eq!(Stored::read(&app).await, stored);
}

async fn empty_list_is_no_work(engine: Engine) {
    let app = TestApp::start(engine).await;
    let payload = award_many(&app.service(), json!({ "items": [] })).await;
    assert_eq!(payload, json!({ "results": [], "userErrors": [] }));
    assert_eq!(Stored::read(&app).await.counts(), [0, 0, 0]);
}
