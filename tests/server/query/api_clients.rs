//! `apiClients`, and what the audit trail tells of them.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::database::Engine;

use crate::mutation::api_client::{change, holder, made};
use crate::scene::{Scene, award};

tests::on_both_engines!(
    clients_are_listed_newest_first,
    trail_tells_what_a_client_did_and_what_was_done_to_it
);

async fn clients_are_listed_newest_first(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let mut ids = Vec::new();
    for name in ["Registrar", "Student records", "LMS 100%"] {
        ids.push(made(app, name, &["CREDENTIALS_READ"]).await.0);
        app.advance(TimeDelta::seconds(1));
    }
    change(&app.staff(), "revokeApiClient", json!({ "id": ids[1] })).await;
    let document = "query($first: Int, $after: String, $search: String) {
        apiClients(first: $first, after: $after, search: $search) {
            nodes { name state } totalCount pageInfo { hasNextPage endCursor } } }";
    let names = |page: &Value| {
        let nodes = page["nodes"].as_array().cloned().unwrap_or_default();
        nodes
            .iter()
            .map(|it| crate::scene::text(&it["name"]))
            .collect::<Vec<_>>()
    };
    let first = app
        .staff()
        .graphql(document, json!({ "first": 2 }))
        .await
        .at("/apiClients")
        .clone();
    assert_eq!(names(&first), ["LMS 100%", "Student records"]);
    assert_eq!(
        (&first["totalCount"], &first["nodes"][1]["state"]),
        (&json!(3), &json!("REVOKED"))
    );
    let after = json!({ "first": 2, "after": first["pageInfo"]["endCursor"] });
    let rest = app.staff().graphql(document, after).await.at("/apiClients").clone();
    assert_eq!(
        (names(&rest), &rest["pageInfo"]["hasNextPage"]),
        (vec!["Registrar".to_owned()], &json!(false))
    );
    let found = app
        .staff()
        .graphql(document, json!({ "search": "100%" }))
        .await
        .at("/apiClients")
        .clone();
    assert_eq!(names(&found), ["LMS 100%"]);
    let (few, _) = app
        .count_statements(async || app.staff().graphql(document, json!({ "first": 1 })).await)
        .await;
    let (many, _) = app
        .count_statements(async || app.staff().graphql(document, json!({ "first": 3 })).await)
        .await;
    assert_eq!(few, many, "a constant number of statements");
}

async fn trail_tells_what_a_client_did_and_what_was_done_to_it(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let (id, key) = made(app, "LMS", &["CREDENTIALS_WRITE", "RECORDS_READ", "CATALOGUE_WRITE"]).await;
    let client = holder(app, &key);
    assert_eq!(award(&client, scene.input("ada")).await["outcome"], "CREATED");
    client.query("{ learner(username: \"ada\") { username } }").await.data();
    app.advance(TimeDelta::seconds(1));
    let input = json!({ "key": "ExampleX", "name": "Example" });
    let made = client.mutate("createOrganization", input, "userErrors { code }").await;
    assert_eq!(made.at("/createOrganization/userErrors"), &json!([]));
    let document = "query($filter: AuditTrailFilter) { auditTrail(filter: $filter) {
        nodes { action actor subjectType subject } } }";
    let done = app
        .staff()
        .graphql(document, json!({ "filter": { "apiClient": id } }))
        .await;
    let nodes = done.at("/auditTrail/nodes");
    let nodes = nodes.as_array().expect("a list");
    assert!(nodes.iter().all(|it| it["actor"] == "api-client:LMS"), "{nodes:?}");
    let mut entries: Vec<_> = nodes
        .iter()
        .map(|it| ["action", "subjectType"].map(|name| crate::scene::text(&it[name])))
        .collect();
    entries.sort();
    assert_eq!(
        entries,
        [
            ["CREATED", "ORGANIZATION"],
            ["CREDENTIAL_AWARDED", "CREDENTIAL"],
            ["LEARNER_VIEWED", "USER"]
        ]
    );
    let suffered = app
        .staff()
        .graphql(document, json!({ "filter": { "subject": id } }))
        .await;
    assert_eq!(
        suffered.at("/auditTrail/nodes"),
        &json!([{ "action": "CREATED", "actor": "sofia", "subjectType": "API_CLIENT", "subject": id }])
    );
    let both = app
        .staff()
        .graphql(document, json!({ "filter": { "apiClient": id, "actor": "ada" } }))
        .await;
    assert_eq!(both.codes(), ["BAD_USER_INPUT"], "{}", both.text);
}
