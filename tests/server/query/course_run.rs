//! `courseRun`: the catalogue's run of a course.

use serde_json::{Value, json};
use tests::app::TestApp;
use tests::build;
use tests::database::Engine;

tests::on_both_engines!(
    anybody_sees_a_run_by_its_key,
    unknown_run_is_null,
    text_that_is_no_key_is_refused
);

const RUN: &str = "query($key: String!) { courseRun(key: $key) { id key title course { title } } }";

async fn anybody_sees_a_run_by_its_key(engine: Engine) {
    let app = TestApp::start(engine).await;
    let course = build::course("Thinking with Data").insert(app.db()).await;
    let run = build::course_run(&course)
        .key("course-v1:WexcombeX+DS1+2027_T1")
        .insert(app.db())
        .await;
    let expected = json!({
        "id": format!("courseRun:{}", run.id), "key": run.key, "title": "Thinking with Data",
        "course": { "title": "Thinking with Data" },
    });
    for client in [app.anonymous(), app.learner("ada"), app.service()] {
        let reply = client.graphql(RUN, json!({ "key": run.key })).await;
        assert_eq!(reply.at("/courseRun"), &expected);
    }
}

async fn unknown_run_is_null(engine: Engine) {
    let app = TestApp::start(engine).await;
    let course = build::course("Thinking with Data").insert(app.db()).await;
    build::course_run(&course)
        .key("course-v1:WexcombeX+DS1+2027_T1")
        .insert(app.db())
        .await;
    // Keys are compared byte by byte.
    for key in [
        "course-v1:WexcombeX+DS1+2027_T2",
        "course-v1:wexcombex+ds1+2027_t1",
        "WexcombeX/DS1/2027_T1",
    ] {
        let reply = app.anonymous().graphql(RUN, json!({ "key": key })).await;
        assert_eq!(reply.at("/courseRun"), &Value::Null, "{key}");
    }
}

async fn text_that_is_no_key_is_refused(engine: Engine) {
    let app = TestApp::start(engine).await;
    for key in [
        "",
        "course-v1:",
        "course-v1:A+B+C ",
        "' OR 1=1 --",
        &format!("course-v1:A+B+{}", "x".repeat(300)),
    ] {
        let refused = app.anonymous().graphql(RUN, json!({ "key": key })).await;
        assert_eq!(refused.codes(), ["BAD_USER_INPUT"], "{key}");
    }
}
