//! `learner`: all that is known of a person, to whom, and what it costs.

use entity::TrailAction;
use serde_json::{Value, json};
use tests::client::Client;
use tests::database::Engine;

use crate::scene::text;
use crate::stored::Stored;
use crate::study::Study;

tests::on_both_engines!(
    page_of_a_person_tells_what_is_known,
    staff_must_account_for_each_look,
    others_learn_nothing,
    retired_person_is_known_and_not_told,
    statements_do_not_grow_with_what_was_earned
);

const LEARNER: &str = "username lmsUserId name isNameVerified email state createdAt updatedAt retiredAt viewerCan
    credentials(first: 50) { totalCount nodes { uuid state } }
    programRecords(first: 10) { totalCount nodes { progress program { uuid } shares { id state } pathways { name send { state } } } }
    grades { courseKey letter percent }
    history { action actor happenedAt username reason changes { name before after } }";

async fn learner(client: &Client, username: &str) -> Value {
    let document = format!("query($username: String!) {{ learner(username: $username) {{ {LEARNER} }} }}");
    let reply = client.graphql(&document, json!({ "username": username })).await;
    reply.at("/learner").clone()
}

async fn page_of_a_person_tells_what_is_known(engine: Engine) {
    let study = Study::open(engine).await;
    let app = &study.app;
    app.learner("ada").query("{ viewer { id } }").await.data();
    let first = study.earn(&study.runs[0], json!({})).await;
    study.grade(&study.runs[0], "0.9", "A").await;
    let (share, _) = study.share(json!({})).await;
    let told = learner(&app.staff(), "ADA").await;
    assert_eq!(
        [&told["username"], &told["name"], &told["email"], &told["state"]],
        ["ada", "Ada Lovelace", "ada@learners.example.org", "ACTIVE"]
    );
    assert_eq!(
        [&told["isNameVerified"], &told["retiredAt"]],
        [&json!(false), &Value::Null]
    );
    assert_eq!(
        told["credentials"],
        json!({ "totalCount": 1, "nodes": [{ "uuid": first, "state": "VALID" }] })
    );
    assert_eq!(
        told["programRecords"],
        json!({ "totalCount": 1, "nodes": [{ "progress": "IN_PROGRESS", "program": { "uuid": study.program.uuid },
            "shares": [{ "id": share, "state": "LIVE" }], "pathways": [] }] })
    );
    assert_eq!(
        told["grades"],
        json!([{ "courseKey": study.runs[0].key, "letter": "A", "percent": "0.9" }])
    );
    assert_eq!(
        told["viewerCan"],
        json!(["AWARD", "EXPORT_PERSONAL_DATA", "REVOKE_RECORD_SHARES"])
    );
    assert_eq!(
        learner(&app.superuser(), "ada").await["viewerCan"],
        json!([
            "AWARD",
            "RENAME",
            "RETIRE",
            "EXPORT_PERSONAL_DATA",
            "REVOKE_RECORD_SHARES"
        ])
    );
    // The look itself is told, and what they earned.
    let history = told["history"].as_array().expect("a list");
    let mut entries: Vec<_> = history
        .iter()
        .map(|it| ["action", "actor", "username"].map(|name| text(&it[name])))
        .collect();
    entries.sort();
    assert_eq!(
        entries,
        [
            ["CREDENTIAL_AWARDED", "lms_worker", "ada"],
            ["LEARNER_VIEWED", "sofia", "ada"]
        ]
    );
}

async fn staff_must_account_for_each_look(engine: Engine) {
    let study = Study::open(engine).await;
    let app = &study.app;
    study.earn(&study.runs[0], json!({})).await;
    learner(&app.learner("ada"), "Ada").await;
    learner(&app.service(), "ada").await;
    learner(&app.staff(), "nobody").await;
    assert_eq!(Stored::read(app).await.trail.len(), 0);
    learner(&app.staff(), "ada").await;
    learner(&app.staff(), "ada").await;
    let stored = Stored::read(app).await;
    assert_eq!(stored.trail.len(), 2);
    for entry in &stored.trail {
        assert_eq!(entry.action, TrailAction::LearnerViewed);
        assert_eq!(entry.actor_id, Some(stored.user("sofia").id));
        assert_eq!(entry.subject_id, stored.user("ada").id.0);
    }
    // A list is no look at one of them.
    app.staff()
        .query("{ learners(search: \"ada\") { nodes { name } } }")
        .await
        .data();
    assert_eq!(Stored::read(app).await.trail.len(), 2);
}

async fn others_learn_nothing(engine: Engine) {
    let study = Study::open(engine).await;
    let app = &study.app;
    study.earn(&study.runs[0], json!({})).await;
    for username in ["ada", "nobody"] {
        assert_eq!(learner(&app.learner("grace"), username).await, Value::Null);
        assert_eq!(learner(&app.staff(), "nobody").await, Value::Null);
    }
    for username in ["ada", "a b"] {
        let document = format!("{{ learner(username: \"{username}\") {{ name }} }}");
        let refused = app.anonymous().query(&document).await;
        assert_eq!(refused.codes(), ["UNAUTHENTICATED"]);
    }
    let refused = app.staff().query("{ learner(username: \"a b\") { name } }").await;
    assert_eq!(refused.codes(), ["BAD_USER_INPUT"]);
    learner(&app.staff(), "ada").await;
    let own = learner(&app.learner("ada"), "ada").await;
    assert_eq!(own["email"], "ada@learners.example.org");
    assert_eq!(
        [&own["history"], &own["viewerCan"]],
        [&json!([]), &json!(["EXPORT_PERSONAL_DATA", "REVOKE_RECORD_SHARES"])]
    );
    assert_eq!(learner(&app.service(), "ada").await["email"], Value::Null);
}

async fn retired_person_is_known_and_not_told(engine: Engine) {
    let study = Study::open(engine).await;
    let app = &study.app;
    let uuid = study.earn(&study.runs[0], json!({})).await;
    let input = json!({ "username": "ada" });
    app.superuser().mutate("retireUser", input, "outcome").await.data();
    let told = learner(&app.staff(), "ada").await;
    assert!(text(&told["username"]).starts_with("retired-"), "{told:#}");
    assert_eq!(
        [&told["state"], &told["retiredAt"]],
        [&json!("RETIRED"), &json!(app.now().to_rfc3339())]
    );
    assert_eq!(
        [&told["name"], &told["email"], &told["viewerCan"]],
        [&Value::Null, &Value::Null, &json!([])]
    );
    assert_eq!(told["credentials"]["nodes"][0]["uuid"], uuid.as_str());
    let history = told["history"].as_array().expect("a list");
    let mut actions: Vec<_> = history.iter().map(|it| text(&it["action"])).collect();
    actions.sort();
    assert_eq!(
        actions,
        [
            "CREDENTIAL_AWARDED",
            "CREDENTIAL_ERASED",
            "LEARNER_VIEWED",
            "USER_RETIRED"
        ]
    );
}

async fn statements_do_not_grow_with_what_was_earned(engine: Engine) {
    let study = Study::open(engine).await;
    let app = &study.app;
    study.earn(&study.runs[0], json!({})).await;
    study.grade(&study.runs[0], "0.9", "A").await;
    let staff = app.staff();
    let count = async || {
        staff.query("{ viewer { id } }").await.data();
        let (statements, told) = app.count_statements(async || learner(&staff, "ada").await).await;
        (statements, told["credentials"]["totalCount"].clone())
    };
    let (small, n_small) = count().await;
    for run in &study.runs[1..] {
        study.earn(run, json!({})).await;
        study.grade(run, "0.8", "B").await;
    }
    study.complete().await;
    study.share(json!({})).await;
    study.share(json!({})).await;
    let (large, n_large) = count().await;
    assert_eq!([n_small, n_large], [json!(1), json!(5)]);
    assert_eq!(large.writes, 1, "the look");
    assert!(
        large.reads <= small.reads + 1 && large.reads <= 25,
        "{small:?} {large:?}"
    );
}
