//! `createTemplate`, `editTemplate` and `deleteTemplate`: drafts come and go, what a version says does not.

use serde_json::{Value, json};
use tests::app::TestApp;
use tests::database::Engine;

use super::{GOOD, change, published};
use crate::scene::{Scene, merged, refusals, text};
use crate::stored::Stored;

tests::on_both_engines!(
    template_begins_as_a_draft,
    edit_makes_a_new_version,
    versions_are_listed_and_told_by_number,
    template_goes_when_nothing_follows_it,
    what_cannot_be_kept_is_refused,
    many_edits_at_once_lose_none,
    templates_are_listed_and_searched
);

async fn template_begins_as_a_draft(engine: Engine) {
    let app = TestApp::start(engine).await;
    let input = json!({ "name": "Diploma", "html": "{% include 'foot' %}", "idempotencyKey": "k",
        "partials": [{ "name": "foot", "html": "<p>x</p>" }],
        "texts": [{ "language": "de", "name": "certifies", "text": "Hiermit wird bescheinigt, dass" }] });
    let made = change(&app, "createTemplate", input.clone()).await;
    assert_eq!(made["outcome"], "CREATED", "{made:#}");
    let template = &made["template"];
    assert_eq!(
        [&template["name"], &template["publishedVersion"]],
        [&json!("Diploma"), &Value::Null]
    );
    let latest = &template["latestVersion"];
    assert_eq!(
        [&latest["number"], &latest["checkedAt"], &latest["publishedAt"]],
        [&json!(1), &Value::Null, &Value::Null]
    );
    assert_eq!(latest["partials"], json!([{ "name": "foot", "html": "<p>x</p>" }]));
    assert_eq!(latest["texts"][0]["language"], "de");
    assert_eq!(template["viewerCan"], json!(["EDIT", "CHECK", "DELETE"]));
    assert_eq!(change(&app, "createTemplate", input.clone()).await, made);
    let other = merged(input, json!({ "name": "Other" }));
    let refused = change(&app, "createTemplate", other).await;
    assert_eq!(refusals(&refused)[0].0, "IDEMPOTENCY_MISMATCH");
    assert_eq!(Stored::read(&app).await.templates.len(), 1);
}

async fn edit_makes_a_new_version(engine: Engine) {
    let app = TestApp::start(engine).await;
    let id = published(&app, GOOD).await;
    let html = format!("{GOOD}<p>New</p>");
    let edited = change(&app, "editTemplate", json!({ "id": id, "html": html })).await;
    assert_eq!(edited["outcome"], "UPDATED");
    let template = &edited["template"];
    assert_eq!(
        [
            &template["latestVersion"]["number"],
            &template["publishedVersion"]["number"]
        ],
        [2, 1]
    );
    assert_eq!(template["publishedVersion"]["html"], GOOD);
    let before = Stored::read(&app).await;
    let again = change(&app, "editTemplate", json!({ "id": id, "html": html })).await;
    assert_eq!(again["outcome"], "UNCHANGED");
    let stale = change(
        &app,
        "editTemplate",
        json!({ "id": id, "name": "X", "expectedVersion": 1 }),
    )
    .await;
    assert_eq!(refusals(&stale)[0].0, "VERSION_CONFLICT");
    assert_eq!(Stored::read(&app).await, before);
    let named = change(&app, "editTemplate", json!({ "id": id, "name": "Other" })).await;
    assert_eq!(named["template"]["latestVersion"]["number"], 2, "a name is no version");
}

async fn versions_are_listed_and_told_by_number(engine: Engine) {
    let app = TestApp::start(engine).await;
    let id = published(&app, GOOD).await;
    for number in 2..=52 {
        let html = format!("{GOOD}<p>{number}</p>");
        change(&app, "editTemplate", json!({ "id": id, "html": html })).await;
    }
    let other = published(&app, "<h1>{{ recipient.name }}</h1><p>{{ credential.title }}</p>").await;
    let document = "query Q($id: ID!, $other: ID!) {
        template(id: $id) { viewerCan versions { number checkedAt checkedBy publishedAt html }
            first: numberedVersion(number: 1) { number html } third: numberedVersion(number: 3) { number html }
            none: numberedVersion(number: 53) { number } negative: numberedVersion(number: -1) { number } }
        other: template(id: $other) { viewerCan versions { number checkedAt checkedBy publishedAt html } first: numberedVersion(number: 1) { number html } } }";
    let staff = app.staff();
    let ask = async |id: &str, other: &str| staff.graphql(document, json!({ "id": id, "other": other })).await;
    let (of_one, _) = app.count_statements(async || ask(&other, &other).await).await;
    let (of_two, reply) = app.count_statements(async || ask(&id, &other).await).await;
    assert_eq!(
        (of_one, of_one.writes),
        (of_two, 0),
        "however many templates and versions"
    );
    let told = reply.at("/template");
    let numbers: Vec<i64> = told["versions"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|it| it["number"].as_i64())
        .collect();
    assert_eq!(numbers, (3..=52).rev().collect::<Vec<_>>(), "the newest 50");
    assert_eq!(told["versions"][0]["html"], format!("{GOOD}<p>52</p>"));
    assert_eq!(
        [&told["first"]["html"], &told["third"]["html"]],
        [&json!(GOOD), &json!(format!("{GOOD}<p>3</p>"))]
    );
    assert_eq!([&told["none"], &told["negative"]], [&Value::Null, &Value::Null]);
    let other = reply.at("/other");
    assert_eq!(other["versions"].as_array().map(Vec::len), Some(1));
    assert!(other["versions"][0]["publishedAt"].is_string());
    assert_eq!(other["versions"][0]["checkedBy"], "sofia");
    assert_eq!(other["first"]["number"], 1);
}

async fn template_goes_when_nothing_follows_it(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let id = published(app, GOOD).await;
    let follow = json!({ "learningObject": scene.program(), "template": id });
    let edited = app
        .staff()
        .mutate("editConfiguration", follow, "outcome userErrors { code }")
        .await;
    assert_eq!(edited.at("/editConfiguration/outcome"), "UPDATED", "{}", edited.text);
    let uuid = scene.awarded("ada").await;
    let before = Stored::read(app).await;
    let refused = change(app, "deleteTemplate", json!({ "id": id })).await;
    assert_eq!(refusals(&refused), [("USED".to_owned(), "input.id".to_owned())]);
    assert_eq!(Stored::read(app).await, before);

    let unfollow = json!({ "learningObject": scene.program(), "template": null });
    app.staff()
        .mutate("editConfiguration", unfollow, "outcome")
        .await
        .data();
    let gone = change(app, "deleteTemplate", json!({ "id": id })).await;
    assert_eq!(gone["outcome"], "DELETED");
    let again = change(app, "deleteTemplate", json!({ "id": id })).await;
    assert_eq!(refusals(&again)[0].0, "NOT_FOUND");
    let asked = app
        .staff()
        .graphql("query($id: ID!) { template(id: $id) { id } }", json!({ "id": id }))
        .await;
    assert_eq!(asked.data(), &json!({ "template": null }));
    let path = format!("/credentials/{}/document", uuid.replace('-', ""));
    let page = app.anonymous().get(&path).await;
    assert!(
        page.text.contains("color: rgb(10 20 30)"),
        "awarded with it, looks as before: {}",
        page.text
    );
}

async fn what_cannot_be_kept_is_refused(engine: Engine) {
    let app = TestApp::start(engine).await;
    app.staff().query("{ viewer { id } }").await.data();
    let before = Stored::read(&app).await;
    for (input, code) in [
        (json!({ "name": " ", "html": "" }), "INVALID_NAME"),
        (json!({ "name": "a\u{0}", "html": "" }), "INVALID_NAME"),
        (json!({ "name": "x", "html": "x".repeat((64 << 10) + 1) }), "TOO_LARGE"),
        (
            json!({ "name": "x", "html": "", "texts": [{ "language": "en", "name": "x", "text": "x".repeat(1_001) }] }),
            "TOO_LARGE",
        ),
    ] {
        let refused = change(&app, "createTemplate", input).await;
        assert_eq!(refusals(&refused)[0].0, code);
    }
    assert_eq!(Stored::read(&app).await, before);
}

async fn many_edits_at_once_lose_none(engine: Engine) {
    let app = TestApp::start(engine).await;
    let made = change(&app, "createTemplate", json!({ "name": "D", "html": GOOD })).await;
    let id = text(&made["template"]["id"]);
    let edits = (0..8).map(|it| change(&app, "editTemplate", json!({ "id": id, "html": format!("{GOOD}{it}") })));
    let payloads = futures_util::future::join_all(edits).await;
    assert!(payloads.iter().all(|it| it["outcome"] == "UPDATED"), "{payloads:#?}");
    let stored = Stored::read(&app).await;
    let mut numbers: Vec<i32> = stored.versions.iter().map(|it| it.number).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=9).collect::<Vec<_>>());
}

async fn templates_are_listed_and_searched(engine: Engine) {
    let app = TestApp::start(engine).await;
    for name in ["Diploma", "Letter"] {
        change(&app, "createTemplate", json!({ "name": name, "html": GOOD })).await;
    }
    let document =
        "query($search: String) { templates(search: $search) { totalCount nodes { name latestVersion { number } } } }";
    let reply = app.staff().graphql(document, json!({ "search": "DIPL" })).await;
    assert_eq!(
        reply.at("/templates"),
        &json!({ "totalCount": 1, "nodes": [{ "name": "Diploma", "latestVersion": { "number": 1 } }] })
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
