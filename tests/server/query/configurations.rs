//! `configuration`, `configurations` and `signatories`: who finds what, page by page.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::build;
use tests::database::Engine;

use crate::scene::{Scene, course_run, text};

tests::on_both_engines!(
    configuration_is_found_by_its_learning_object,
    list_is_filtered_and_searched_alike_everywhere,
    pages_follow_one_another,
    fifty_configurations_cost_as_many_statements_as_five,
    signatories_are_listed_and_searched
);

const ONE: &str = "query($object: LearningObjectInput!) { configuration(learningObject: $object) {
    title isActive lacks viewerCan signatories { name } } }";
const MANY: &str = "query($filter: ConfigurationFilter, $search: String, $first: Int, $after: String) {
    configurations(filter: $filter, search: $search, first: $first, after: $after) {
        totalCount pageInfo { hasNextPage endCursor } nodes { title learningObject { id } } } }";

async fn configuration_is_found_by_its_learning_object(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let ask = json!({ "object": scene.program() });
    let found = app.staff().graphql(ONE, ask.clone()).await;
    assert_eq!(
        found.at("/configuration"),
        &json!({ "title": null, "isActive": true, "lacks": ["ORGANIZATION", "SIGNATORY"], "viewerCan": ["EDIT", "DEACTIVATE"],
            "signatories": [] })
    );
    for stranger in [app.anonymous(), app.learner("ada")] {
        assert_eq!(
            stranger.graphql(ONE, ask.clone()).await.data(),
            &json!({ "configuration": null })
        );
    }
    let unknown = json!({ "object": course_run("course-v1:ExampleX+None+1") });
    assert_eq!(
        app.staff().graphql(ONE, unknown).await.data(),
        &json!({ "configuration": null })
    );
    let malformed = json!({ "object": { "type": "PROGRAM", "id": "x" } });
    assert_eq!(app.staff().graphql(ONE, malformed).await.codes(), ["BAD_USER_INPUT"]);
}

async fn found(app: &TestApp, variables: Value) -> Vec<String> {
    let reply = app.staff().graphql(MANY, variables).await;
    let nodes = reply.at("/configurations/nodes").as_array().expect("a list").clone();
    let mut titles: Vec<String> = nodes
        .iter()
        .map(|it| {
            it["title"]
                .as_str()
                .map_or_else(|| text(&it["learningObject"]["id"]), str::to_owned)
        })
        .collect();
    titles.sort();
    titles
}

async fn list_is_filtered_and_searched_alike_everywhere(engine: Engine) {
    let app = TestApp::start(engine).await;
    let db = app.db();
    let science = build::program("Data Science").insert(db).await;
    build::configuration_of_program(&science)
        .title("ÉCOLE 50%_x")
        .insert(db)
        .await;
    let biology = build::program("Marine Biology").insert(db).await;
    build::configuration_of_program(&biology)
        .inactive()
        .title("B")
        .insert(db)
        .await;
    let course = build::course("Thinking with Data").insert(db).await;
    let run = build::course_run(&course)
        .key("course-v1:ExampleX+DS101+2026")
        .insert(db)
        .await;
    build::configuration_of_run(&run).title("R").insert(db).await;

    for (variables, expected) in [
        (json!({}), vec!["B", "R", "ÉCOLE 50%_x"]),
        (json!({ "filter": { "type": "PROGRAM" } }), vec!["B", "ÉCOLE 50%_x"]),
        (json!({ "filter": { "isActive": false } }), vec!["B"]),
        (json!({ "filter": { "type": "COURSE_RUN", "isActive": false } }), vec![]),
        // Titles of programs and courses count, letter case does not, in any alphabet.
        (json!({ "search": "dATA" }), vec!["R", "ÉCOLE 50%_x"]),
        (json!({ "search": "biolog" }), vec!["B"]),
        (json!({ "search": "école" }), vec!["ÉCOLE 50%_x"]),
        (json!({ "search": "Ecole" }), vec!["ÉCOLE 50%_x"]),
        (json!({ "search": "ds101" }), vec!["R"]),
        // Signs with a meaning to databases stand for themselves.
        (json!({ "search": "%" }), vec!["ÉCOLE 50%_x"]),
        (json!({ "search": "50%_X" }), vec!["ÉCOLE 50%_x"]),
        (json!({ "search": "*" }), vec![]),
        (json!({ "search": "[a-z]" }), vec![]),
        (json!({ "search": "'; DROP TABLE site; --" }), vec![]),
        (json!({ "search": biology.uuid }), vec!["B"]),
    ] {
        assert_eq!(found(&app, variables.clone()).await, expected, "{variables}");
    }
    for search in ["", "   ", "a\u{0}", &"a".repeat(101)] {
        let reply = app.staff().graphql(MANY, json!({ "search": search })).await;
        assert_eq!(reply.codes(), ["BAD_USER_INPUT"], "{search:?}");
    }
    for (stranger, code) in [(app.anonymous(), "UNAUTHENTICATED"), (app.learner("ada"), "FORBIDDEN")] {
        assert_eq!(stranger.graphql(MANY, json!({ "search": "" })).await.codes(), [code]);
    }
}

async fn pages_follow_one_another(engine: Engine) {
    let app = TestApp::start(engine).await;
    for it in 0..5 {
        let input =
            json!({ "learningObject": course_run(&format!("course-v1:ExampleX+C{it}+1")), "title": format!("T{it}") });
        app.staff().mutate("createConfiguration", input, "outcome").await.data();
        if it % 2 == 1 {
            app.advance(TimeDelta::seconds(1));
        }
    }
    let mut seen = Vec::new();
    let mut after = Value::Null;
    loop {
        let reply = app.staff().graphql(MANY, json!({ "first": 2, "after": after })).await;
        let page = reply.at("/configurations");
        assert_eq!(page["totalCount"], 5);
        seen.extend(
            page["nodes"]
                .as_array()
                .expect("a list")
                .iter()
                .map(|it| text(&it["title"])),
        );
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
    assert_eq!(seen, ["T4", "T3", "T2", "T1", "T0"]);
    let elsewhere = json!({ "first": 2, "after": after, "search": "T" });
    assert_eq!(
        app.staff().graphql(MANY, elsewhere).await.codes(),
        ["BAD_USER_INPUT"],
        "a cursor of another list"
    );
}

async fn fifty_configurations_cost_as_many_statements_as_five(engine: Engine) {
    let app = TestApp::configured(engine, |config| config.limits.cost.signed_in = 1_000_000).await;
    let dean = build::signatory("Dean").insert(app.db()).await;
    for it in 0..50 {
        let program = build::program(&format!("Program {it}")).insert(app.db()).await;
        build::configuration_of_program(&program)
            .signed_by(&dean)
            .insert(app.db())
            .await;
    }
    let staff = app.staff();
    staff.query("{ viewer { id } }").await.data();
    let document = "query($first: Int!) { configurations(first: $first) { totalCount nodes {
        title lacks viewerCan signatories { name } history { actor } program { title } courseRun { key } } } }";
    let mut counted = Vec::new();
    for first in [5, 50] {
        let (statements, reply) = app
            .count_statements(async || staff.graphql(document, json!({ "first": first })).await)
            .await;
        let nodes = reply.at("/configurations/nodes").as_array().expect("a list");
        assert_eq!(nodes.len(), first);
        assert!(nodes.iter().all(|it| it["signatories"][0]["name"] == "Dean"));
        counted.push(statements);
    }
    assert_eq!(counted[0], counted[1]);
    assert_eq!(counted[0].writes, 0);
}

async fn signatories_are_listed_and_searched(engine: Engine) {
    let app = TestApp::start(engine).await;
    for name in ["Prof. Eleanor Whitcombe", "Dr. Rajiv Menon"] {
        build::signatory(name).insert(app.db()).await;
    }
    let document = "query($search: String) { signatories(search: $search) { totalCount nodes { name } } }";
    let reply = app.staff().graphql(document, json!({ "search": "MENON" })).await;
    assert_eq!(
        reply.at("/signatories"),
        &json!({ "totalCount": 1, "nodes": [{ "name": "Dr. Rajiv Menon" }] })
    );
    assert_eq!(
        app.service()
            .graphql(document, json!({}))
            .await
            .at("/signatories/totalCount"),
        2
    );
    assert_eq!(
        app.learner("ada").graphql(document, json!({})).await.codes(),
        ["FORBIDDEN"]
    );
    assert_eq!(
        app.anonymous().graphql(document, json!({})).await.codes(),
        ["UNAUTHENTICATED"]
    );
}
