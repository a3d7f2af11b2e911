//! `roleAssignments`: who has which role at the site.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::client::{Client, Reply};
use tests::database::Engine;

use crate::role_holder::{grant, holder};
use crate::scene::text;

tests::on_both_engines!(
    newest_come_first_and_filters_choose,
    pages_go_through_everything_once,
    statements_do_not_grow_with_the_page,
    others_see_nothing
);

const LIST: &str = "query($filter: RoleAssignmentFilter, $first: Int, $after: String) {
    roleAssignments(filter: $filter, first: $first, after: $after) { totalCount
        nodes { id username name role grantedBy grantedAt } pageInfo { hasNextPage endCursor } } }";

async fn list(client: &Client, variables: Value) -> Reply {
    client.graphql(LIST, variables).await
}

/// Each in two words.
fn words(reply: &Reply) -> Vec<String> {
    let nodes = reply.at("/roleAssignments/nodes").as_array().expect("nodes");
    let word = |it: &Value| format!("{} {}", text(&it["username"]), text(&it["role"]));
    nodes.iter().map(word).collect()
}

async fn three(engine: Engine) -> TestApp {
    let app = TestApp::start(engine).await;
    app.learner("ada").query("{ viewer { id } }").await.data();
    for (name, role) in [("ada", "VIEWER"), ("grace", "VIEWER"), ("ada", "REGISTRAR")] {
        assert_eq!(grant(&app.staff(), name, role).await, "GRANTED");
        app.advance(TimeDelta::hours(1));
    }
    app
}

async fn newest_come_first_and_filters_choose(engine: Engine) {
    let app = three(engine).await;
    let staff = app.staff();
    let all = list(&staff, json!({})).await;
    assert_eq!(words(&all), ["ada REGISTRAR", "grace VIEWER", "ada VIEWER"]);
    assert_eq!(all.at("/roleAssignments/totalCount"), 3);
    let newest = all.at("/roleAssignments/nodes/0");
    assert_eq!(
        (&newest["name"], &newest["grantedBy"]),
        (&json!("Ada Lovelace"), &json!("sofia"))
    );
    assert_eq!(
        newest["grantedAt"],
        json!((app.now() - TimeDelta::hours(1)).to_rfc3339())
    );
    for (filter, expected) in [
        (json!({ "username": "ADA" }), vec!["ada REGISTRAR", "ada VIEWER"]),
        (json!({ "role": "VIEWER" }), vec!["grace VIEWER", "ada VIEWER"]),
        (json!({ "username": "grace", "role": "REGISTRAR" }), vec![]),
        (json!({ "username": "nobody" }), vec![]),
    ] {
        assert_eq!(
            words(&list(&staff, json!({ "filter": filter })).await),
            expected,
            "{filter}"
        );
    }
    let unfit = list(&staff, json!({ "filter": { "username": "a b" } })).await;
    assert_eq!(unfit.codes(), ["BAD_USER_INPUT"]);
}

async fn pages_go_through_everything_once(engine: Engine) {
    let app = three(engine).await;
    let (mut after, mut seen) = (Value::Null, Vec::new());
    loop {
        let page = list(&app.staff(), json!({ "first": 1, "after": after })).await;
        seen.extend(words(&page));
        if page.at("/roleAssignments/pageInfo/hasNextPage") == false {
            break;
        }
        after = page.at("/roleAssignments/pageInfo/endCursor").clone();
    }
    assert_eq!(seen, ["ada REGISTRAR", "grace VIEWER", "ada VIEWER"]);
    // A cursor is good for its own list.
    let other = json!({ "first": 1, "after": after, "filter": { "role": "VIEWER" } });
    assert_eq!(list(&app.staff(), other).await.codes(), ["BAD_USER_INPUT"]);
}

async fn statements_do_not_grow_with_the_page(engine: Engine) {
    let app = three(engine).await;
    let staff = app.staff();
    list(&staff, json!({})).await.data();
    let (one, _) = app
        .count_statements(async || list(&staff, json!({ "first": 1 })).await)
        .await;
    for index in 0..20 {
        grant(&staff, &format!("somebody{index}"), "VIEWER").await;
    }
    list(&staff, json!({})).await.data();
    let (many, reply) = app
        .count_statements(async || list(&staff, json!({ "first": 23 })).await)
        .await;
    assert_eq!(reply.at("/roleAssignments/totalCount"), 23);
    assert_eq!(many.reads, one.reads, "{one:?} {many:?}");
}

async fn others_see_nothing(engine: Engine) {
    let app = three(engine).await;
    let id = list(&app.staff(), json!({}))
        .await
        .text_at("/roleAssignments/nodes/0/id")
        .to_owned();
    let node = format!("{{ node(id: \"{id}\") {{ id }} }}");
    let author = holder(&app, "theo", 5001, "TEMPLATE_AUTHOR").await;
    // Ada is a registrar and a viewer.
    for (client, code) in [
        (app.anonymous(), "UNAUTHENTICATED"),
        (app.learner("mei_lin"), "FORBIDDEN"),
        (app.learner("ada"), "FORBIDDEN"),
        (author, "FORBIDDEN"),
        (app.service(), "FORBIDDEN"),
    ] {
        assert_eq!(list(&client, json!({})).await.codes(), [code]);
        assert_eq!(client.query(&node).await.at("/node"), &Value::Null);
    }
}
