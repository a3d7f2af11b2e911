//! `sites`: every tenant, for those who run them.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::client::Client;
use tests::database::Engine;

tests::on_both_engines!(superusers_page_through_all_sites, list_costs_the_same_for_many_sites);

/// Makes sites of these names, a minute apart.
async fn made(app: &TestApp, names: &[String]) {
    for name in names {
        app.advance(TimeDelta::minutes(1));
        let host = name.to_lowercase();
        let input = json!({
            "name": name, "publicUrl": format!("https://{host}.example.org"), "hosts": [format!("old.{host}.example.org")],
        });
        let reply = app.superuser().mutate("createSite", input, "userErrors { code }").await;
        assert_eq!(reply.at("/createSite/userErrors"), &json!([]));
    }
}

async fn page(caller: &Client, variables: Value) -> Value {
    let document = "query($search: String, $first: Int, $after: String) {
        sites(search: $search, first: $first, after: $after) { nodes { name hosts isDefault } totalCount pageInfo { hasNextPage endCursor } } }";
    caller.graphql(document, variables).await.at("/sites").clone()
}

fn names(page: &Value) -> Vec<&str> {
    let nodes = page["nodes"].as_array().expect("a list");
    nodes.iter().filter_map(|it| it["name"].as_str()).collect()
}

async fn superusers_page_through_all_sites(engine: Engine) {
    let app = TestApp::start(engine).await;
    made(&app, &["North", "South", "Northeast"].map(str::to_owned)).await;
    // The list is the same on every site.
    let caller = app.superuser().at("south.example.org");
    let first = page(&caller, json!({ "first": 2 })).await;
    assert_eq!(names(&first), ["Northeast", "South"]);
    assert_eq!(
        first["nodes"][0],
        json!({ "name": "Northeast", "hosts": ["old.northeast.example.org"], "isDefault": false })
    );
    assert_eq!(
        (&first["totalCount"], &first["pageInfo"]["hasNextPage"]),
        (&json!(4), &json!(true))
    );
    let rest = page(&caller, json!({ "first": 2, "after": first["pageInfo"]["endCursor"] })).await;
    assert_eq!(names(&rest), ["North", "Credentials"]);
    assert_eq!(
        (&rest["nodes"][1]["isDefault"], &rest["pageInfo"]["hasNextPage"]),
        (&json!(true), &json!(false))
    );
    let found = page(&caller, json!({ "search": "NORTH" })).await;
    assert_eq!(
        (names(&found), &found["totalCount"]),
        (vec!["Northeast", "North"], &json!(2))
    );
    // A cursor is of one list.
    let document = "query($after: String) { sites(search: \"north\", after: $after) { nodes { name } } }";
    let wrong = caller
        .graphql(document, json!({ "after": first["pageInfo"]["endCursor"] }))
        .await;
    assert_eq!(wrong.codes(), ["BAD_USER_INPUT"]);
}

async fn list_costs_the_same_for_many_sites(engine: Engine) {
    let app = TestApp::start(engine).await;
    let caller = app.superuser();
    let variables = || json!({ "first": 50 });
    page(&caller, variables()).await;
    let (few, list) = app.count_statements(async || page(&caller, variables()).await).await;
    assert_eq!(names(&list).len(), 1);
    made(&app, &(10..40).map(|it| format!("Campus{it}")).collect::<Vec<_>>()).await;
    page(&caller, variables()).await;
    let (many, list) = app.count_statements(async || page(&caller, variables()).await).await;
    assert_eq!(names(&list).len(), 31);
    assert_eq!(many, few, "a page and a count");
}
