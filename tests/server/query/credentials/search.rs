//! Searching the titles of one learner's certificates.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::build;
use tests::client::Client;
use tests::database::Engine;

tests::on_both_engines!(search_finds_titles_of_one_learner_page_by_page);

const SEARCH: &str = "query($filter: CredentialFilter, $first: Int, $after: String) {
    credentials(filter: $filter, first: $first, after: $after) {
        totalCount nodes { certificate { title } } pageInfo { hasNextPage endCursor } } }";

async fn search(client: &Client, filter: Value, more: Value) -> Value {
    let variables = crate::scene::merged(json!({ "filter": filter }), more);
    client.graphql(SEARCH, variables).await.at("/credentials").clone()
}

fn titles(page: &Value) -> Vec<String> {
    let nodes = page["nodes"].as_array().expect("nodes");
    nodes
        .iter()
        .map(|it| crate::scene::text(&it["certificate"]["title"]))
        .collect()
}

async fn search_finds_titles_of_one_learner_page_by_page(engine: Engine) {
    let app = TestApp::start(engine).await;
    for title in ["ÉTUDES 1", "Ethics", "études 2", "Statistics 100%"] {
        let program = build::program(title).insert(app.db()).await;
        build::configuration_of_program(&program).insert(app.db()).await;
        for username in ["ada", "grace"] {
            let object = json!({ "type": "PROGRAM", "id": program.uuid });
            let input = json!({ "username": username, "learningObject": object });
            app.service().mutate("awardCredential", input, "outcome").await.data();
        }
        app.advance(TimeDelta::hours(1));
    }
    let ada = app.learner("ada");
    // Letters outside ASCII have a case, too, on every engine.
    let first = search(&ada, json!({ "search": "études" }), json!({ "first": 1 })).await;
    assert_eq!(
        (titles(&first), &first["totalCount"]),
        (vec!["études 2".to_owned()], &json!(2))
    );
    assert_eq!(first["pageInfo"]["hasNextPage"], true);
    let after = json!({ "first": 1, "after": first["pageInfo"]["endCursor"] });
    let second = search(&ada, json!({ "search": "études" }), after).await;
    assert_eq!(titles(&second), ["ÉTUDES 1"]);
    assert_eq!(second["pageInfo"]["hasNextPage"], false);
    assert_eq!(
        titles(&search(&ada, json!({ "search": "etudes" }), json!({})).await).len(),
        2
    );
    assert_eq!(
        titles(&search(&ada, json!({ "search": "0%" }), json!({})).await),
        ["Statistics 100%"]
    );
    let both = json!({ "search": "e", "state": "REVOKED" });
    assert_eq!(titles(&search(&ada, both, json!({})).await).len(), 0);

    let of_grace = json!({ "search": "ETHICS", "username": "grace" });
    assert_eq!(titles(&search(&app.staff(), of_grace, json!({})).await), ["Ethics"]);
    let everybody = json!({ "filter": { "search": "ethics" } });
    assert_eq!(app.staff().graphql(SEARCH, everybody).await.codes(), ["BAD_USER_INPUT"]);
}
