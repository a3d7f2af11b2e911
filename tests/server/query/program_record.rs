//! `programRecord` and `programRecords`: what a record says, to whom, and what it costs.

mod statements;

use chrono::TimeDelta;
use entity::TrailAction;
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::build;
use tests::client::Client;
use tests::database::Engine;

use crate::stored::Stored;
use crate::study::Study;

tests::on_both_engines!(
    record_tells_each_course_with_its_reason,
    row_is_about_one_run,
    record_of_nothing_says_so,
    records_are_listed_by_last_change,
    record_tells_what_is_offered_for_the_program,
    others_learn_nothing_and_staff_must_account_for_it
);

const RECORD: &str = "progress progressAt courseCount earnedCourseCount lastUpdatedAt
    program { uuid organizations { name } } learner { name username email } credential { uuid }
    courses { course { title organizations { name } } status statusAt courseKey attempts
        grade { percent letter } credential { uuid } runs { courseKey status statusAt grade { percent } } }";

async fn record(client: &Client, study: &Study, username: Option<&str>) -> Value {
    let document = format!(
        "query($program: UUID!, $username: String) {{ programRecord(program: $program, username: $username) {{ {RECORD} }} }}"
    );
    let variables = json!({ "program": study.program.uuid, "username": username });
    client.graphql(&document, variables).await.at("/programRecord").clone()
}

async fn record_tells_each_course_with_its_reason(engine: Engine) {
    let study = Study::open(engine).await;
    let app = &study.app;
    let first = study.earn(&study.runs[0], json!({})).await;
    let issued = app.now();
    study.grade(&study.runs[0], "0.9", "A").await;
    let later = app.now() + TimeDelta::days(2);
    study.earn(&study.runs[2], json!({ "dateOverride": later })).await;
    let revoked = study.earn(&study.runs[3], json!({})).await;
    app.advance(TimeDelta::minutes(1));
    let revoked_at = app.now();
    crate::scene::revoke(&app.staff(), json!({ "uuid": revoked })).await;

    let told = record(&app.learner("ada"), &study, None).await;
    let university = json!([{ "name": "Wexcombe University" }]);
    let row = |course: usize, more: Value| {
        let row = json!({
            "course": { "title": study.courses[course].title, "organizations": university },
            "attempts": 0, "grade": null, "credential": null,
        });
        crate::scene::merged(row, more)
    };
    let run = |key: &entity::CourseKey, status: &str, at: &str, grade: Value| json!([{ "courseKey": key, "status": status, "statusAt": at, "grade": grade }]);
    let [issued, shown, ended] = [issued, later, revoked_at].map(|it| it.to_rfc3339());
    let keys: Vec<_> = study.runs.iter().map(|it| &it.key).collect();
    let expected = json!([
        row(
            0,
            json!({ "status": "EARNED", "statusAt": issued, "courseKey": keys[0], "attempts": 1,
            "grade": { "percent": "0.9", "letter": "A" }, "credential": { "uuid": first },
            "runs": run(keys[0], "EARNED", &issued, json!({ "percent": "0.9" })) })
        ),
        row(
            1,
            json!({ "status": "VISIBLE_FROM", "statusAt": shown, "courseKey": keys[2],
            "credential": told["courses"][1]["credential"], "runs": run(keys[2], "VISIBLE_FROM", &shown, Value::Null) })
        ),
        row(
            2,
            json!({ "status": "REVOKED", "statusAt": ended, "courseKey": keys[3], "credential": { "uuid": revoked },
            "runs": run(keys[3], "REVOKED", &ended, Value::Null) })
        ),
    ]);
    assert_eq!(told["courses"], expected, "{told:#}");
    assert_eq!(told["progress"], "IN_PROGRESS");
    assert_eq!([&told["courseCount"], &told["earnedCourseCount"]], [3, 1]);
    assert_eq!(told["lastUpdatedAt"], ended);
    assert_eq!(
        told["learner"],
        json!({ "name": "Ada Lovelace", "username": "ada", "email": "ada@learners.example.org" })
    );

    let program = study.complete().await;
    let told = record(&app.learner("ada"), &study, None).await;
    assert_eq!(
        [&told["progress"], &told["credential"]["uuid"]],
        ["COMPLETED", program.as_str()]
    );
}

async fn row_is_about_one_run(engine: Engine) {
    let study = Study::open(engine).await;
    let app = &study.app;
    study.earn(&study.runs[0], json!({})).await;
    app.advance(TimeDelta::days(1));
    let second = app.now();
    study.earn(&study.runs[1], json!({})).await;
    study.grade(&study.runs[0], "0.7", "C").await;
    study.grade(&study.runs[1], "0.8", "B").await;
    study.earn(&study.outside, json!({})).await;
    study.grade(&study.outside, "1", "A+").await;
    study.grade(&study.runs[2], "0.4", "").await;
    let told = record(&app.learner("ada"), &study, None).await;
    let row = &told["courses"][0];
    assert_eq!(
        [
            &row["status"],
            &row["courseKey"],
            &row["statusAt"],
            &row["grade"]["percent"],
            &row["attempts"]
        ],
        [
            &json!("EARNED"),
            &json!(study.runs[1].key),
            &json!(second.to_rfc3339()),
            &json!("0.8"),
            &json!(2)
        ],
        "{row:#}"
    );
    let statuses: Vec<_> = row["runs"]
        .as_array()
        .expect("runs")
        .iter()
        .map(|it| &it["status"])
        .collect();
    assert_eq!(statuses, ["OTHER_RUN_COUNTED", "EARNED", "RUN_NOT_IN_PROGRAM"]);
    assert_eq!(told["courses"][1]["status"], "IN_PROGRESS");
    assert_eq!(told["courses"][1]["grade"], Value::Null);
    assert_eq!(told["courses"][2]["status"], "NOT_STARTED");
}

async fn record_tells_what_is_offered_for_the_program(engine: Engine) {
    let study = Study::open(engine).await;
    let app = &study.app;
    let other = build::program("Ethics").insert(app.db()).await;
    let offers = [
        (
            "Credit at North",
            "CREDIT",
            Some("records@north.example"),
            "PUBLISHED",
            &study.program,
        ),
        (
            "Apply at Acme",
            "INDUSTRY",
            Some("jobs@acme.example"),
            "PUBLISHED",
            &study.program,
        ),
        ("Credit at South", "CREDIT", None, "PUBLISHED", &study.program),
        (
            "Credit at West",
            "CREDIT",
            Some("records@west.example"),
            "RETIRED",
            &study.program,
        ),
        (
            "Credit at East",
            "CREDIT",
            Some("records@east.example"),
            "PUBLISHED",
            &other,
        ),
    ];
    for (name, kind, email, status, program) in offers {
        let input = json!({
            "name": name, "organizationName": name.rsplit(' ').next(), "kind": kind, "email": email, "status": status,
            "programs": [format!("program:{}", program.id)],
        });
        let reply = app
            .staff()
            .mutate("createPathway", input, "outcome userErrors { code path }")
            .await;
        assert_eq!(reply.at("/createPathway/outcome"), "CREATED", "{}", reply.text);
    }
    let offer = |name: &str, organization: &str, kind: &str, can_receive: bool| json!({ "name": name, "organizationName": organization, "kind": kind, "canReceiveRecord": can_receive });
    let told = "pathways { name organizationName kind canReceiveRecord }";
    let document = format!("query($program: UUID!) {{ programRecord(program: $program) {{ {told} }} }}");
    let variables = json!({ "program": study.program.uuid });
    let ada = app.learner("ada");
    assert_eq!(
        ada.graphql(&document, variables).await.at("/programRecord/pathways"),
        &json!([
            offer("Apply at Acme", "Acme", "INDUSTRY", false),
            offer("Credit at North", "North", "CREDIT", true),
            offer("Credit at South", "South", "CREDIT", false),
        ])
    );
    study.earn(&study.runs[0], json!({})).await;
    let (_, token) = study.share(json!({})).await;
    let shared = format!("query($token: UUID!) {{ sharedRecord(token: $token) {{ record {{ {told} }} }} }}");
    let reply = app.anonymous().graphql(&shared, json!({ "token": token })).await;
    assert_eq!(reply.at("/sharedRecord/record/pathways"), &json!([]));
}

async fn record_of_nothing_says_so(engine: Engine) {
    let study = Study::open(engine).await;
    let ada = study.app.learner("ada");
    let told = record(&ada, &study, None).await;
    assert_eq!(
        [&told["progress"], &told["lastUpdatedAt"], &told["credential"]],
        [&json!("NOT_STARTED"), &Value::Null, &Value::Null]
    );
    assert_eq!(told["courses"][0]["courseKey"], Value::Null);
    let list = ada.query("{ programRecords { totalCount nodes { progress } } }").await;
    assert_eq!(list.at("/programRecords"), &json!({ "totalCount": 0, "nodes": [] }));
    let unknown = ada
        .query("{ programRecord(program: \"00000000-0000-4000-8000-000000000000\") { progress } }")
        .await;
    assert_eq!(unknown.at("/programRecord"), &Value::Null);
}

async fn records_are_listed_by_last_change(engine: Engine) {
    let study = Study::open(engine).await;
    let app = &study.app;
    let mut titles = vec!["Data Science".to_owned()];
    study.earn(&study.runs[2], json!({})).await;
    for it in 0..4 {
        app.advance(TimeDelta::hours(1));
        let course = tests::build::course("Another").insert(app.db()).await;
        let run = tests::build::course_run(&course).insert(app.db()).await;
        let title = format!("Program {it}");
        tests::build::program(&title).with_run(&run).insert(app.db()).await;
        titles.push(title);
        study.earn(&run, json!({})).await;
    }
    titles.reverse();
    let ada = app.learner("ada");
    let page = async |after: Value| {
        let document = "query($after: String) { programRecords(first: 2, after: $after) { totalCount nodes { program { title } progress }
            pageInfo { hasNextPage endCursor } } }";
        let reply = ada.graphql(document, json!({ "after": after })).await;
        reply.at("/programRecords").clone()
    };
    let mut seen = Vec::new();
    let mut after = Value::Null;
    loop {
        let page = page(after).await;
        assert_eq!(page["totalCount"], 5);
        let nodes = page["nodes"].as_array().expect("nodes").clone();
        seen.extend(
            nodes
                .iter()
                .map(|it| it["program"]["title"].as_str().expect("a title").to_owned()),
        );
        assert!(nodes.iter().all(|it| it["progress"] != "NOT_STARTED"));
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == json!(false) {
            break;
        }
    }
    assert_eq!(seen, titles);
    let foreign = app
        .learner("grace")
        .graphql(
            "query($after: String) { programRecords(after: $after) { totalCount } }",
            json!({ "after": after }),
        )
        .await;
    assert_eq!(foreign.codes(), ["BAD_USER_INPUT"]);
}

async fn others_learn_nothing_and_staff_must_account_for_it(engine: Engine) {
    let study = Study::open(engine).await;
    let app = &study.app;
    study.earn(&study.runs[0], json!({})).await;
    let anonymous = app
        .anonymous()
        .query(&format!(
            "{{ programRecord(program: \"{}\") {{ progress }} }}",
            study.program.uuid
        ))
        .await;
    assert_eq!(anonymous.codes(), ["UNAUTHENTICATED"]);
    // The same answer for somebody else and for nobody.
    for username in ["ada", "nobody"] {
        assert_eq!(record(&app.learner("grace"), &study, Some(username)).await, Value::Null);
    }
    // One's own name in any spelling is oneself, and no business of the trail.
    let own = record(&app.learner("ada"), &study, Some("ADA")).await;
    assert_eq!(own["earnedCourseCount"], 1);
    record(&app.service(), &study, Some("ada")).await;
    assert_eq!(Stored::read(app).await.trail.len(), 0);

    let told = record(&app.staff(), &study, Some("ada")).await;
    assert_eq!(told["learner"]["username"], "ada");
    assert_eq!(record(&app.staff(), &study, Some("nobody")).await, Value::Null);
    list_of(app, "ada").await;
    let stored = Stored::read(app).await;
    assert_eq!(stored.trail.len(), 2);
    for entry in &stored.trail {
        assert_eq!(entry.action, TrailAction::LearnerRecordViewed);
        assert_eq!(entry.actor_id, Some(stored.user("sofia").id));
        assert_eq!(entry.subject_id, stored.user("ada").id.0);
    }
    assert_eq!(stored.trail[0].details, json!({ "program": study.program.uuid }));
}

async fn list_of(app: &TestApp, username: &str) {
    let document = format!("{{ programRecords(username: \"{username}\") {{ totalCount }} }}");
    assert_eq!(app.staff().query(&document).await.at("/programRecords/totalCount"), 1);
}
