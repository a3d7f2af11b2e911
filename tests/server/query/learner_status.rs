//! `learnerStatus` and `learnerStatuses`: what the platform is told, and what is kept from it.

use chrono::TimeDelta;
use entity::TrailAction;
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::build;
use tests::database::Engine;

use crate::scene::{award, course_run, merged};
use crate::stored::Stored;

tests::on_both_engines!(
    runs_are_told_with_mode_date_and_grade,
    only_what_stands_and_may_be_shown_is_told,
    learner_is_named_in_one_way,
    bad_question_does_not_fail_the_others,
    staff_must_account_for_it_and_the_platform_need_not,
    hundred_runs_take_few_statements
);

const STATUS: &str = "lmsUserId username
    courseRuns { courseUuid uuid key status mode availableAt grade { letter percent isVerified } }";

async fn ask(app: &TestApp, arguments: &str) -> Value {
    let reply = app
        .service()
        .query(&format!("{{ learnerStatus({arguments}) {{ {STATUS} }} }}"))
        .await;
    reply.at("/learnerStatus").clone()
}

async fn earn(app: &TestApp, key: &str, more: Value) -> String {
    let input = merged(json!({ "username": "ada", "learningObject": course_run(key) }), more);
    let payload = award(&app.service(), input).await;
    assert_eq!(payload["userErrors"], json!([]), "{payload:#}");
    crate::scene::text(&payload["credential"]["uuid"])
}

async fn runs_are_told_with_mode_date_and_grade(engine: Engine) {
    let app = TestApp::start(engine).await;
    let course = build::course("Statistics").insert(app.db()).await;
    let run = build::course_run(&course).insert(app.db()).await;
    let available = app.now() - TimeDelta::days(3);
    build::configuration_of_run(&run)
        .available_at(available)
        .insert(app.db())
        .await;
    let more = json!({ "mode": "verified", "lmsUserId": 1001 });
    earn(&app, run.key.as_str(), more).await;
    earn(&app, "course-v1:Lost+L1+R1", json!({})).await;
    let items = json!([{ "username": "ada", "courseKey": run.key, "letter": "A", "percent": "0.95" }]);
    app.service()
        .mutate("recordGrades", json!({ "items": items }), "userErrors { code }")
        .await
        .data();

    let told = json!({ "courseUuid": course.uuid, "uuid": run.uuid, "key": run.key, "status": "AWARDED", "mode": "verified",
        "availableAt": available.to_rfc3339(), "grade": { "letter": "A", "percent": "0.95", "isVerified": true } });
    // A run that the catalogue does not know was earned all the same.
    let lost = json!({ "courseUuid": null, "uuid": null, "key": "course-v1:Lost+L1+R1", "status": "AWARDED", "mode": null,
        "availableAt": null, "grade": null });
    let answer = |runs: Value| json!({ "lmsUserId": 1001, "username": "ada", "courseRuns": runs });
    let by_course = format!("lmsUserId: 1001, courses: [\"{}\"]", course.uuid);
    assert_eq!(ask(&app, &by_course).await, answer(json!([told])));
    let by_uuid = format!("username: \"ADA\", courseRuns: [\"{}\"]", run.uuid.simple());
    assert_eq!(ask(&app, &by_uuid).await, answer(json!([told])));
    let by_key = format!(
        "username: \"ada\", courseRuns: [\"{}\", \"course-v1:Lost+L1+R1\", \"{}\"]",
        run.key, run.uuid
    );
    assert_eq!(ask(&app, &by_key).await, answer(json!([told, lost])));
}

async fn only_what_stands_and_may_be_shown_is_told(engine: Engine) {
    let app = TestApp::start(engine).await;
    let tomorrow = (app.now() + TimeDelta::days(1)).to_rfc3339();
    let keys = ["course-v1:A+B+1", "course-v1:A+B+2", "course-v1:A+B+3"];
    earn(&app, keys[0], json!({})).await;
    earn(&app, keys[1], json!({ "dateOverride": tomorrow })).await;
    let revoked = earn(&app, keys[2], json!({})).await;
    crate::scene::revoke(&app.staff(), json!({ "uuid": revoked })).await;
    let question = format!(
        "username: \"ada\", courseRuns: [\"{}\", \"{}\", \"{}\"]",
        keys[0], keys[1], keys[2]
    );
    let told = |answer: &Value| {
        let runs = answer["courseRuns"].as_array().expect("runs").clone();
        runs.iter()
            .map(|it| it["key"].as_str().expect("a key").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(told(&ask(&app, &question).await), keys[..1]);
    app.advance(TimeDelta::days(2));
    assert_eq!(told(&ask(&app, &question).await), keys[..2]);
    // Nobody known by that name, and nothing asked that was earned.
    let nobody = ask(&app, "username: \"nobody\", courseRuns: [\"course-v1:A+B+1\"]").await;
    assert_eq!(
        nobody,
        json!({ "lmsUserId": null, "username": "nobody", "courseRuns": [] })
    );
    let other = ask(&app, "username: \"ada\", courseRuns: [\"course-v1:A+B+9\"]").await;
    assert_eq!(other["courseRuns"], json!([]));
}

async fn learner_is_named_in_one_way(engine: Engine) {
    let app = TestApp::start(engine).await;
    let many: Vec<String> = (0..501).map(|it| format!("course-v1:A+B+{it}")).collect();
    for arguments in [
        "courseRuns: [\"course-v1:A+B+C\"]".to_owned(),
        "username: \"ada\", lmsUserId: 1, courseRuns: [\"course-v1:A+B+C\"]".to_owned(),
        "username: \"a b\", courseRuns: [\"course-v1:A+B+C\"]".to_owned(),
        "username: \"ada\"".to_owned(),
        "username: \"ada\", courses: [], courseRuns: []".to_owned(),
        "username: \"ada\", courseRuns: [\"A+B\"]".to_owned(),
        format!("username: \"ada\", courseRuns: {many:?}"),
    ] {
        let document = format!("{{ learnerStatus({arguments}) {{ username }} }}");
        let reply = app.service().query(&document).await;
        assert_eq!(reply.codes(), ["BAD_USER_INPUT"], "{arguments:.60}");
    }
}

async fn bad_question_does_not_fail_the_others(engine: Engine) {
    let app = TestApp::start(engine).await;
    earn(&app, "course-v1:A+B+C", json!({})).await;
    let runs = json!(["course-v1:A+B+C"]);
    let questions = json!([
        { "username": "a b", "courseRuns": runs },
        { "username": "ada", "courseRuns": runs },
        { "username": "ada" },
        { "username": "nobody", "courseRuns": runs },
        { "username": "ada", "courseRuns": ["x"] },
        { "username": "ada", "courses": ["x"] },
        { "username": "ada", "courses": ["x"], "courseRuns": runs },
        { "lmsUserId": 5, "username": "ada", "courseRuns": runs },
    ]);
    let document = "query($questions: [LearnerStatusQuestion!]!) { learnerStatuses(questions: $questions) {
        status { username courseRuns { key } } refusal { code } } }";
    let reply = app.service().graphql(document, json!({ "questions": questions })).await;
    let refused = |code: &str| json!({ "status": null, "refusal": { "code": code } });
    let expected = json!([
        refused("INVALID_USERNAME"),
        { "status": { "username": "ada", "courseRuns": [{ "key": "course-v1:A+B+C" }] }, "refusal": null },
        refused("NOTHING_ASKED"),
        { "status": { "username": "nobody", "courseRuns": [] }, "refusal": null },
        refused("INVALID_COURSE_RUN"),
        refused("INVALID_COURSE"),
        refused("INVALID_COURSE"),
        refused("UNCLEAR_LEARNER"),
    ]);
    assert_eq!(reply.at("/learnerStatuses"), &expected);
    let many: Vec<Value> = (0..501)
        .map(|_| json!({ "username": "ada", "courseRuns": runs }))
        .collect();
    let document =
        "query($questions: [LearnerStatusQuestion!]!) { learnerStatuses(questions: $questions) { refusal { code } } }";
    let reply = app.service().graphql(document, json!({ "questions": many })).await;
    assert_eq!(reply.codes(), ["LIMIT_EXCEEDED"]);
}

async fn staff_must_account_for_it_and_the_platform_need_not(engine: Engine) {
    let app = TestApp::start(engine).await;
    earn(&app, "course-v1:A+B+C", json!({})).await;
    let document = "{ learnerStatus(username: \"ada\", courseRuns: [\"course-v1:A+B+C\"]) { username } }";
    app.service().query(document).await.data();
    assert_eq!(Stored::read(&app).await.trail.len(), 0);
    let reply = app.staff().query(document).await;
    assert_eq!(reply.at("/learnerStatus/username"), "ada");
    let stored = Stored::read(&app).await;
    assert_eq!(stored.trail.len(), 1);
    let entry = &stored.trail[0];
    assert_eq!(entry.action, TrailAction::LearnerRecordViewed);
    assert_eq!(entry.actor_id, Some(stored.user("sofia").id));
    assert_eq!(entry.subject_id, stored.user("ada").id.0);
    assert_eq!(entry.request_id.as_deref(), reply.header("x-request-id"));
    assert_eq!(entry.happened_at, app.now());
}

async fn hundred_runs_take_few_statements(engine: Engine) {
    let app = TestApp::start(engine).await;
    let mut keys = Vec::new();
    let mut courses = Vec::new();
    for _ in 0..20 {
        let course = build::course("A course").insert(app.db()).await;
        courses.push(course.uuid.to_string());
        for _ in 0..5 {
            keys.push(build::course_run(&course).insert(app.db()).await.key.to_string());
        }
    }
    let items: Vec<Value> = keys
        .iter()
        .map(|it| json!({ "username": "ada", "learningObject": course_run(it) }))
        .collect();
    let client = app.service();
    let reply = client
        .mutate("awardCredentials", json!({ "items": items }), "userErrors { code }")
        .await;
    assert_eq!(reply.at("/awardCredentials/userErrors"), &json!([]));
    let items: Vec<Value> = keys
        .iter()
        .map(|it| json!({ "username": "ada", "courseKey": it, "percent": "0.9" }))
        .collect();
    client
        .mutate("recordGrades", json!({ "items": items }), "userErrors { code }")
        .await
        .data();

    let document = format!(
        "query($courses: [UUID!], $runs: [String!]) {{ learnerStatus(username: \"ada\", courses: $courses, courseRuns: $runs) {{ {STATUS} }} }}"
    );
    for client in [app.service(), app.staff()] {
        client.query("{ viewer { id } }").await.data();
        let variables = json!({ "courses": &courses[..10], "runs": &keys[50..] });
        let (statements, reply) = app
            .count_statements(async || client.graphql(&document, variables).await)
            .await;
        let runs = reply.at("/learnerStatus/courseRuns").as_array().expect("runs").clone();
        assert_eq!(runs.len(), 100);
        assert!(
            runs.iter()
                .all(|it| it["grade"]["percent"] == "0.9" && !it["courseUuid"].is_null())
        );
        assert!(statements.total() <= 8, "{statements:?}");
    }
}
