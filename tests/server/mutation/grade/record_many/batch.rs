//! Lists of grades: all or none, repeated, tried out, counted.

use serde_json::{Value, json};
use tests::app::TestApp;
use tests::database::Engine;

use super::{SELECTION, grade, outcomes, record};
use crate::stored::Stored;

tests::on_both_engines!(
    partial_list_stores_what_it_can,
    same_grade_twice_in_a_list_is_refused,
    dry_run_tells_and_writes_nothing,
    repeated_request_answers_as_the_first_time,
    repeated_item_answers_as_the_first_time,
    list_has_a_limit,
    statements_do_not_grow_with_the_list
);

async fn partial_list_stores_what_it_can(engine: Engine) {
    let app = TestApp::start(engine).await;
    let items = json!([grade("ada", json!({ "percent": "2" })), grade("grace", json!({}))]);
    let payload = record(&app.service(), items, json!({ "partial": true })).await;
    assert_eq!(outcomes(&payload), ["REFUSED", "CREATED"]);
    assert_eq!(payload["userErrors"], json!([]));
    let stored = Stored::read(&app).await;
    assert_eq!(stored.grades.len(), 1);
    assert_eq!(stored.grades[0].user_id, stored.user("grace").id);
}

async fn same_grade_twice_in_a_list_is_refused(engine: Engine) {
    let app = TestApp::start(engine).await;
    let items = json!([
        grade("ada", json!({})),
        grade("ADA", json!({ "percent": "0.1" })),
        grade("ada", json!({ "courseKey": "course-v1:A+B+C" }))
    ]);
    let payload = record(&app.service(), items, json!({ "partial": true })).await;
    assert_eq!(outcomes(&payload), ["CREATED", "REFUSED", "CREATED"]);
    assert_eq!(payload["results"][1]["userErrors"][0]["code"], "DUPLICATE_ITEM");
}

async fn dry_run_tells_and_writes_nothing(engine: Engine) {
    let app = TestApp::start(engine).await;
    record(&app.service(), json!([grade("ada", json!({}))]), json!({})).await;
    let before = Stored::read(&app).await;
    let items = json!([
        grade("ada", json!({ "percent": "1" })),
        grade("ada", json!({ "courseKey": "course-v1:A+B+C" })),
        grade("grace", json!({ "percent": "x" }))
    ]);
    let payload = record(&app.service(), items, json!({ "dryRun": true, "partial": true })).await;
    assert_eq!(outcomes(&payload), ["UPDATED", "CREATED", "REFUSED"]);
    assert_eq!(payload["results"][1]["grade"], Value::Null);
    assert_eq!(Stored::read(&app).await, before);
}

async fn repeated_request_answers_as_the_first_time(engine: Engine) {
    let app = TestApp::start(engine).await;
    let client = app.service();
    let items = json!([grade("ada", json!({})), grade("grace", json!({}))]);
    let key = json!({ "idempotencyKey": "batch-7" });
    let first = record(&client, items.clone(), key.clone()).await;
    assert_eq!(outcomes(&first), ["CREATED", "CREATED"]);
    record(&client, json!([grade("ada", json!({ "percent": "0.1" }))]), json!({})).await;
    let before = Stored::read(&app).await;
    assert_eq!(record(&client, items, key.clone()).await, first);
    let other = record(&client, json!([grade("ada", json!({}))]), key).await;
    assert_eq!(other["userErrors"][0]["code"], "IDEMPOTENCY_MISMATCH");
    assert_eq!(other["userErrors"][0]["path"], json!(["input", "idempotencyKey"]));
    assert_eq!(Stored::read(&app).await, before);
}

async fn repeated_item_answers_as_the_first_time(engine: Engine) {
    let app = TestApp::start(engine).await;
    let client = app.service();
    let keyed = |more: Value| {
        grade(
            "ada",
            crate::scene::merged(json!({ "idempotencyKey": "grade-7" }), more),
        )
    };
    let first = record(&client, json!([keyed(json!({}))]), json!({})).await;
    let items = json!([grade("grace", json!({})), keyed(json!({}))]);
    let second = record(&client, items, json!({})).await;
    assert_eq!(outcomes(&second), ["CREATED", "CREATED"]);
    assert_eq!(second["results"][1], first["results"][0]);
    let third = record(&client, json!([keyed(json!({ "percent": "0.1" }))]), json!({})).await;
    assert_eq!(third["results"][0]["userErrors"][0]["code"], "IDEMPOTENCY_MISMATCH");
    assert_eq!(Stored::read(&app).await.grades.len(), 2);
}

async fn list_has_a_limit(engine: Engine) {
    let app = TestApp::start(engine).await;
    let items: Vec<Value> = (0..501).map(|it| grade(&format!("learner{it}"), json!({}))).collect();
    let input = json!({ "items": items });
    let reply = app.service().mutate("recordGrades", input, "userErrors { code }").await;
    assert_eq!(reply.codes(), ["LIMIT_EXCEEDED"]);
    assert_eq!(Stored::read(&app).await.grades.len(), 0);
}

async fn statements_do_not_grow_with_the_list(engine: Engine) {
    let app = TestApp::start(engine).await;
    let client = app.service();
    let list = |n: usize, percent: &str| {
        let items: Vec<Value> = (0..n)
            .map(|it| grade(&format!("learner{n}x{it}"), json!({ "percent": percent })))
            .collect();
        json!({ "items": items })
    };
    // New grades of new learners, then changed grades of known ones.
    for percent in ["0.5", "0.6"] {
        let mut counted = Vec::new();
        for n in [5, 500] {
            // Known again, should the machine have been slow.
            client.query("{ viewer { id } }").await.data();
            let (statements, reply) = app
                .count_statements(async || client.mutate("recordGrades", list(n, percent), SELECTION).await)
                .await;
            let outcome = if percent == "0.5" { "CREATED" } else { "UPDATED" };
            assert_eq!(outcomes(reply.at("/recordGrades")), vec![outcome; n]);
            counted.push(statements);
        }
        assert_eq!(counted[0], counted[1], "{percent}");
        assert!(counted[0].total() <= 7, "{counted:?}");
    }
    assert_eq!(Stored::read(&app).await.grades.len(), 505);
}
