//! `recordGrades`: what is stored, what loses, what is refused, and what it costs.

mod batch;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::client::Client;
use tests::database::Engine;

use crate::scene::merged;
use crate::stored::Stored;

tests::on_both_engines!(
    grade_is_stored_exactly_and_once,
    newer_grade_takes_the_place_of_an_older_one,
    older_message_loses,
    unknown_learner_is_written_down,
    number_of_another_learner_is_refused,
    grades_and_links_follow_a_person_who_was_renamed,
    what_is_wrong_is_told_with_its_place,
    writers_at_the_same_time_lose_nothing
);

const RUN: &str = "course-v1:WexcombeX+DS101+2026_T1";

const SELECTION: &str = "results {
        outcome grade { courseKey courseRun { key } letter percent isVerified lmsLastUpdatedAt updatedAt version }
        userErrors { code message path }
    }
    userErrors { code message path }";

/// Records grades; gives the payload.
async fn record(client: &Client, items: Value, more: Value) -> Value {
    let input = merged(json!({ "items": items }), more);
    client
        .mutate("recordGrades", input, SELECTION)
        .await
        .at("/recordGrades")
        .clone()
}

/// Records one grade; gives what became of it.
async fn record_one(client: &Client, more: Value) -> Value {
    let payload = record(client, json!([grade("ada", more)]), json!({})).await;
    payload["results"][0].clone()
}

fn grade(username: &str, more: Value) -> Value {
    merged(
        json!({ "username": username, "courseKey": RUN, "percent": "0.8750" }),
        more,
    )
}

/// The outcomes of a payload, in their order.
fn outcomes(payload: &Value) -> Vec<&str> {
    let results = payload["results"].as_array().expect("results");
    results
        .iter()
        .map(|it| it["outcome"].as_str().expect("an outcome"))
        .collect()
}

async fn grade_is_stored_exactly_and_once(engine: Engine) {
    let app = TestApp::start(engine).await;
    let told = app.now() - TimeDelta::hours(1);
    let more = json!({ "letter": "B+", "lmsLastUpdatedAt": told.to_rfc3339() });
    let first = record_one(&app.service(), more.clone()).await;
    let expected = json!({
        "outcome": "CREATED",
        "grade": { "courseKey": RUN, "courseRun": null, "letter": "B+", "percent": "0.875", "isVerified": true,
                   "lmsLastUpdatedAt": told.to_rfc3339(), "updatedAt": app.now().to_rfc3339(), "version": 1 },
        "userErrors": [],
    });
    assert_eq!(first, expected);

    let stored = Stored::read(&app).await;
    app.advance(TimeDelta::minutes(1));
    let second = record_one(&app.service(), more).await;
    assert_eq!(second["outcome"], "UNCHANGED");
    assert_eq!(second["grade"], expected["grade"]);
    assert_eq!(Stored::read(&app).await, stored);

    let row = &stored.grades[0];
    assert_eq!(row.percent.to_string(), "0.875");
    assert_eq!(row.user_id, stored.user("ada").id);
}

async fn newer_grade_takes_the_place_of_an_older_one(engine: Engine) {
    let app = TestApp::start(engine).await;
    record_one(&app.service(), json!({ "letter": "B" })).await;
    app.advance(TimeDelta::minutes(1));
    // A JSON number is read as it is written; a blank letter is none.
    let more = json!({ "percent": 0.91, "letter": " ", "isVerified": false });
    let second = record_one(&app.service(), more).await;
    assert_eq!(second["outcome"], "UPDATED");
    let grade = &second["grade"];
    assert_eq!(
        [
            &grade["percent"],
            &grade["letter"],
            &grade["isVerified"],
            &grade["version"]
        ],
        [&json!("0.91"), &Value::Null, &json!(false), &json!(2)]
    );
    let stored = Stored::read(&app).await;
    assert_eq!(stored.grades.len(), 1);
    assert_eq!(stored.grades[0].updated_at, app.now());
    assert_eq!(stored.grades[0].created_at, app.now() - TimeDelta::minutes(1));
}

async fn older_message_loses(engine: Engine) {
    let app = TestApp::start(engine).await;
    let at = |minutes: i64| (app.now() - TimeDelta::minutes(minutes)).to_rfc3339();
    let client = app.service();
    record_one(&client, json!({ "percent": "0.5", "lmsLastUpdatedAt": at(10) })).await;
    let before = Stored::read(&app).await;
    let late = record_one(&client, json!({ "percent": "0.9", "lmsLastUpdatedAt": at(11) })).await;
    assert_eq!(late["outcome"], "STALE");
    assert_eq!(late["grade"]["percent"], "0.5", "what is stored is answered");
    assert_eq!(late["userErrors"], json!([]));
    assert_eq!(Stored::read(&app).await, before);

    // The same time again: the last one to arrive.
    let same = record_one(&client, json!({ "percent": "0.6", "lmsLastUpdatedAt": at(10) })).await;
    assert_eq!(same["outcome"], "UPDATED");
    // Without a time it counts as new, and what is older than the known time still loses.
    let timeless = record_one(&client, json!({ "percent": "0.7" })).await;
    assert_eq!(
        [&timeless["outcome"], &timeless["grade"]["lmsLastUpdatedAt"]],
        ["UPDATED", at(10).as_str()]
    );
    let late = record_one(&client, json!({ "percent": "0.1", "lmsLastUpdatedAt": at(11) })).await;
    assert_eq!(late["outcome"], "STALE");
}

async fn unknown_learner_is_written_down(engine: Engine) {
    let app = TestApp::start(engine).await;
    let items = json!([grade("Noor", json!({ "lmsUserId": 77 })), grade("ZED", json!({}))]);
    let payload = record(&app.service(), items, json!({})).await;
    assert_eq!(outcomes(&payload), ["CREATED", "CREATED"]);
    let stored = Stored::read(&app).await;
    assert_eq!(stored.user("noor").lms_user_id, Some(77));
    assert_eq!(stored.user("noor").username.as_str(), "Noor");
    // Found again whatever the spelling, and the number is learned later.
    let items = json!([grade("zed", json!({ "lmsUserId": 78, "percent": "1" }))]);
    let payload = record(&app.service(), items, json!({})).await;
    assert_eq!(outcomes(&payload), ["UPDATED"]);
    let after = Stored::read(&app).await;
    assert_eq!(after.users.len(), stored.users.len());
    assert_eq!(after.user("zed").lms_user_id, Some(78));
}

async fn number_of_another_learner_is_refused(engine: Engine) {
    let app = TestApp::start(engine).await;
    let client = app.service();
    let known = [("noor", 77), ("ada", 78)].map(|(name, number)| grade(name, json!({ "lmsUserId": number })));
    record(&client, json!(known), json!({})).await;
    let before = Stored::read(&app).await;
    for item in [
        grade("ada", json!({ "lmsUserId": 77 })),
        grade("noor", json!({ "lmsUserId": 78 })),
    ] {
        let payload = record(&client, json!([item]), json!({})).await;
        assert_eq!(
            payload["results"][0]["userErrors"][0]["code"], "INVALID_LMS_USER_ID",
            "{payload:#}"
        );
    }
    assert_eq!(Stored::read(&app).await, before);
}

async fn grades_and_links_follow_a_person_who_was_renamed(engine: Engine) {
    let app = TestApp::start(engine).await;
    let program = tests::build::program("Data Science").insert(app.db()).await;
    let client = app.service();
    let at = |minutes: i64| (app.now() - TimeDelta::minutes(minutes)).to_rfc3339();
    // Ada is known by number; the platform renames her, and graded the new name before we heard of it.
    app.learner("ada")
        .mutate("shareRecord", json!({ "program": program.uuid }), "userErrors { code }")
        .await
        .data();
    let told = |run: &str, percent: &str, minutes: i64| json!({ "courseKey": run, "percent": percent, "lmsLastUpdatedAt": at(minutes) });
    let items = json!([
        grade("ada", told("course-v1:A+B+1", "0.1", 10)),
        grade("ada", told("course-v1:A+B+2", "0.2", 10)),
        grade("ada", told("course-v1:A+B+3", "0.3", 10)),
        grade("countess", told("course-v1:A+B+2", "0.4", 5)),
        grade("countess", told("course-v1:A+B+3", "0.5", 20)),
        grade("countess", told("course-v1:A+B+4", "0.6", 5)),
    ]);
    record(&client, items, json!({})).await;
    let items = json!([grade(
        "countess",
        json!({ "courseKey": "course-v1:A+B+5", "lmsUserId": 1001 })
    )]);
    assert_eq!(outcomes(&record(&client, items, json!({})).await), ["CREATED"]);

    let stored = Stored::read(&app).await;
    let ada = stored.user("countess");
    assert_eq!(ada.lms_user_id, Some(1001));
    let grades: Vec<_> = stored
        .grades
        .iter()
        .filter(|it| it.user_id == ada.id)
        .map(|it| (it.course_key.to_string(), it.percent.to_string()))
        .collect();
    let expected = [("1", "0.1"), ("2", "0.4"), ("3", "0.3"), ("4", "0.6"), ("5", "0.875")]
        .map(|(run, percent)| (format!("course-v1:A+B+{run}"), percent.to_owned()));
    assert_eq!(grades, expected);
    assert_eq!(stored.shares[0].user_id, ada.id);
}

async fn what_is_wrong_is_told_with_its_place(engine: Engine) {
    let app = TestApp::start(engine).await;
    app.service().query("{ viewer { id } }").await.data();
    let before = Stored::read(&app).await;
    let tomorrow: DateTime<Utc> = app.now() + TimeDelta::days(1);
    for (more, code, field) in [
        (json!({ "username": "a b" }), "INVALID_USERNAME", "username"),
        (json!({ "courseKey": "DS101" }), "INVALID_COURSE_KEY", "courseKey"),
        (json!({ "letter": "A\u{0}" }), "INVALID_LETTER", "letter"),
        (json!({ "letter": "A".repeat(256) }), "INVALID_LETTER", "letter"),
        (json!({ "percent": "87.5" }), "INVALID_PERCENT", "percent"),
        (json!({ "percent": "0.87655" }), "INVALID_PERCENT", "percent"),
        (json!({ "percent": 1e-7 }), "INVALID_PERCENT", "percent"),
        (json!({ "lmsUserId": 0 }), "INVALID_LMS_USER_ID", "lmsUserId"),
        (
            json!({ "lmsLastUpdatedAt": tomorrow.to_rfc3339() }),
            "INVALID_LMS_LAST_UPDATED_AT",
            "lmsLastUpdatedAt",
        ),
        (
            json!({ "idempotencyKey": " " }),
            "INVALID_IDEMPOTENCY_KEY",
            "idempotencyKey",
        ),
    ] {
        let items = json!([grade("grace", json!({})), grade("ada", more.clone())]);
        let payload = record(&app.service(), items, json!({})).await;
        assert_eq!(outcomes(&payload), ["REFUSED", "REFUSED"], "{more}");
        let error = &payload["results"][1]["userErrors"][0];
        assert_eq!(
            [&error["code"], &error["path"]],
            [&json!(code), &json!(["input", "items", "1", field])],
            "{more}"
        );
        assert_eq!(payload["results"][0]["userErrors"][0]["code"], "BATCH_REFUSED");
        assert_eq!(payload["userErrors"][0]["code"], "ITEMS_REFUSED");
    }
    assert_eq!(Stored::read(&app).await, before);
}

async fn writers_at_the_same_time_lose_nothing(engine: Engine) {
    let app = TestApp::start(engine).await;
    let client = app.service();
    let now = app.now();
    let writers = (0..16).map(|it| {
        let client = client.clone();
        let told = (now - TimeDelta::minutes(it)).to_rfc3339();
        async move {
            let items = ["ada", "grace"].map(|who| {
                grade(
                    who,
                    json!({ "percent": format!("0.{:02}", 50 - it), "lmsLastUpdatedAt": told }),
                )
            });
            record(&client, json!(items), json!({})).await
        }
    });
    let payloads = futures_util::future::join_all(writers).await;
    let stored = Stored::read(&app).await;
    assert_eq!(stored.grades.len(), 2);
    for (index, row) in stored.grades.iter().enumerate() {
        assert_eq!(row.percent.to_string(), "0.5", "the newest stays");
        let n_written = payloads
            .iter()
            .filter(|it| matches!(it["results"][index]["outcome"].as_str(), Some("CREATED" | "UPDATED")))
            .count();
        assert_eq!(usize::try_from(row.version).expect("small"), n_written, "{row:?}");
    }
}
