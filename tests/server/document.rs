//! Documents that come again: parsed once, and for each request held against what its sender may send.

use serde_json::{Value, json};
use tests::app::TestApp;
use tests::client::{Client, Reply};
use tests::database::Engine;

use crate::scene::Scene;

tests::on_both_engines!(
    document_is_checked_anew_for_each_caller,
    lists_cost_what_they_hold,
    variables_are_checked_each_time,
    operation_is_chosen_each_time,
    lists_cost_what_they_may_hold
);

const CREDENTIAL: &str = "query($uuid: UUID!) { credential(uuid: $uuid) { state } }";

async fn twice(client: &Client, document: &str) -> Reply {
    client.query(document).await.data();
    let reply = client.query(document).await;
    reply.data();
    reply
}

async fn document_is_checked_anew_for_each_caller(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;

    let introspection = "{ __schema { queryType { name } } }";
    twice(&app.learner("ada"), introspection).await;
    assert_eq!(
        app.anonymous().query(introspection).await.codes(),
        ["VALIDATION_FAILED"]
    );
    twice(&app.learner("ada"), introspection).await;

    // 100 rows with 60 fields each.
    let fields: String = (0..20).map(|_| "uuid state url ").collect();
    let costly = format!("{{ credentials(first: 100) {{ nodes {{ {fields} }} }} }}");
    twice(&app.service(), &costly).await;
    let refused = app.staff().query(&costly).await;
    assert_eq!(refused.codes(), ["LIMIT_EXCEEDED"]);
    assert!(refused.text.contains("and may cost 5000"), "{}", refused.text);
    twice(&app.service(), &costly).await;

    let long = format!("{{ serviceLimits {{ pageSize }} {} }}", "# a\n,".repeat(10));
    twice(&app.anonymous(), &long).await;
    let longer = format!("{{ viewer {{ {} }} }}", "role ".repeat(2_500));
    twice(&app.learner("ada"), &longer).await;
    assert_eq!(app.anonymous().query(&longer).await.codes(), ["LIMIT_EXCEEDED"]);
}

async fn lists_cost_what_they_hold(engine: Engine) {
    let app = TestApp::configured(engine, |config| config.limits.cost.service = 1).await;
    let client = app.service();
    let status = "courseRuns { key grade { letter } }";
    let question = |n: usize| json!({ "username": "ada", "courseRuns": vec!["course-v1:A+B+C"; n] });
    let statuses = "query($questions: [LearnerStatusQuestion!]!) { learnerStatuses(questions: $questions) { status { username courseRuns { key } } } }";
    let history = "history { change changedAt }";
    for (document, variables, cost) in [
        // One for each run that is asked for, and two for each course.
        (
            format!("{{ learnerStatus(username: \"ada\", courseRuns: [\"x\", \"y\", \"z\"]) {{ {status} }} }}"),
            json!({}),
            1 + 3 * 4,
        ),
        (
            format!("{{ learnerStatus(username: \"ada\", courseRuns: [\"x\"], courses: []) {{ {status} }} }}"),
            json!({}),
            1 + 4,
        ),
        (
            format!("{{ learnerStatus(username: \"ada\") {{ {status} }} }}"),
            json!({}),
            1 + 4,
        ),
        (
            format!(
                "{{ learnerStatus(username: \"ada\", courses: [\"{0}\", \"{0}\"]) {{ {status} }} }}",
                uuid::Uuid::nil()
            ),
            json!({}),
            1 + 4 * 4,
        ),
        (
            statuses.to_owned(),
            json!({ "questions": [question(1), question(30), question(0)] }),
            1 + 32 * 4,
        ),
        (
            format!("{{ credential(uuid: \"{}\") {{ {history} }} }}", uuid::Uuid::nil()),
            json!({}),
            1 + 1 + 10 * 2,
        ),
        (
            "{ template(id: \"x\") { history { change } latestVersion { partials { name html } texts { text } } } }"
                .to_owned(),
            json!({}),
            1 + (1 + 50) + 1 + (1 + 20 * 2) + (1 + 100),
        ),
    ] {
        let reply = client.graphql(&document, variables).await;
        assert_eq!(reply.codes(), ["LIMIT_EXCEEDED"], "{document}: {}", reply.text);
        let expected = format!("the document costs {cost} and may cost 1:");
        assert!(reply.text.contains(&expected), "{document}: {}", reply.text);
    }
}

async fn variables_are_checked_each_time(engine: Engine) {
    let scene = Scene::open(engine).await;
    let uuid = scene.awarded("ada").await;
    // It has met the document, and knows that it passes.
    for _ in 0..3 {
        let seen = scene.app.anonymous().graphql(CREDENTIAL, json!({ "uuid": uuid })).await;
        assert_eq!(seen.at("/credential/state"), "VALID");
    }
    for variables in [
        json!({ "uuid": "no number" }),
        json!({ "uuid": "" }),
        json!({ "uuid": 1 }),
        json!({ "uuid": null }),
        json!({ "uuid": [uuid] }),
        json!({ "uuid": { "uuid": uuid } }),
        json!({ "uuid": true }),
        json!({}),
    ] {
        let again = scene.app.anonymous().graphql(CREDENTIAL, variables.clone()).await;
        // It has not.
        let fresh = scene.app.replica().await;
        let first = fresh.anonymous().graphql(CREDENTIAL, variables.clone()).await;
        assert_eq!(
            (again.status, without_id(&again.json)),
            (first.status, without_id(&first.json)),
            "{variables}"
        );
        assert_eq!(again.codes().len(), 1, "{variables} {}", again.text);
    }
}

fn without_id(answer: &Value) -> Value {
    let mut answer = answer.clone();
    if let Some(extensions) = answer
        .pointer_mut("/errors/0/extensions")
        .and_then(Value::as_object_mut)
    {
        extensions.remove("requestId");
    }
    answer
}

async fn operation_is_chosen_each_time(engine: Engine) {
    let scene = Scene::open(engine).await;
    let document =
        "query A { a: __typename } query B($x: Boolean!) { serviceLimits { pageSize @include(if: $x) depth } }";
    let ask = async |name: Value, variables: Value| {
        let body = json!({ "query": document, "operationName": name, "variables": variables });
        scene.app.anonymous().post(body.to_string()).await
    };
    for _ in 0..2 {
        assert_eq!(ask(json!("A"), json!({})).await.data(), &json!({ "a": "Query" }));
        let limits = ask(json!("B"), json!({ "x": true })).await;
        assert_eq!(
            limits.data(),
            &json!({ "serviceLimits": { "pageSize": 100, "depth": 12 } })
        );
        let limits = ask(json!("B"), json!({ "x": false })).await;
        assert_eq!(limits.data(), &json!({ "serviceLimits": { "depth": 12 } }));
        assert_eq!(ask(json!("C"), json!({})).await.codes(), ["VALIDATION_FAILED"]);
        assert_eq!(ask(json!(null), json!({})).await.codes(), ["VALIDATION_FAILED"]);
    }
}

async fn lists_cost_what_they_may_hold(engine: Engine) {
    let app = Scene::open(engine).await.app;
    let refusal = async |document: &str| {
        app.staff()
            .query(document)
            .await
            .codes()
            .first()
            .map(|it| (*it).to_owned())
    };
    // A configuration's history has 50 entries, a page as many rows as are asked for; staff may ask for 5,000.
    let histories = |first| format!("{{ configurations(first: {first}) {{ nodes {{ history {{ change }} }} }} }}");
    assert_eq!(refusal(&histories(90)).await, None);
    assert_eq!(refusal(&histories(100)).await.as_deref(), Some("LIMIT_EXCEEDED"));
    let words =
        |first| format!("{{ templates(first: {first}) {{ nodes {{ latestVersion {{ texts {{ name }} }} }} }} }}");
    assert_eq!(refusal(&words(40)).await, None);
    assert_eq!(refusal(&words(60)).await.as_deref(), Some("LIMIT_EXCEEDED"));

    // What the platform asks of 500 learners at a time is within its bounds, everything selected.
    let questions: Vec<Value> = (0..500)
        .map(|index| json!({ "username": format!("learner-{index}"), "courseRuns": ["course-v1:A+B+C"] }))
        .collect();
    let document = "query($questions: [LearnerStatusQuestion!]!) { learnerStatuses(questions: $questions) {
        refusal { code message }
        status { lmsUserId username courseRuns { availableAt courseUuid key mode status uuid
            grade { letter percent isVerified lmsLastUpdatedAt } } } } }";
    let reply = app.service().graphql(document, json!({ "questions": questions })).await;
    assert_eq!(reply.at("/learnerStatuses").as_array().map(Vec::len), Some(500));
}
