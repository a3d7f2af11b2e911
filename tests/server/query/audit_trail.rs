//! `auditTrail`: what was done, by whom, to what.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::client::{Client, Reply};
use tests::database::Engine;

use crate::scene::{Scene, text};

tests::on_both_engines!(
    both_kinds_of_deeds_are_one_list,
    each_filter_chooses,
    pages_go_through_everything_once,
    statements_do_not_grow_with_the_page,
    strangers_and_machines_see_nothing
);

const LIST: &str = "query($filter: AuditTrailFilter, $first: Int, $after: String) {
    auditTrail(filter: $filter, first: $first, after: $after) { totalCount
        nodes { happenedAt action actor subjectType subject username reason changes { name before after } }
        pageInfo { hasNextPage endCursor } } }";

async fn list(client: &Client, variables: Value) -> Reply {
    client.graphql(LIST, variables).await
}

/// Each entry in a word or two, newest first: `EDITED CONFIGURATION`.
fn words(reply: &Reply) -> Vec<String> {
    let nodes = reply.at("/auditTrail/nodes").as_array().expect("nodes");
    let word = |it: &Value| format!("{} {}", text(&it["action"]), text(&it["subjectType"]));
    nodes.iter().map(word).collect()
}

async fn edit(scene: &Scene, title: &str) {
    let input = json!({ "learningObject": scene.program(), "title": title });
    let reply = scene.app.staff().mutate("editConfiguration", input, "outcome").await;
    assert_eq!(reply.at("/editConfiguration/outcome"), "UPDATED", "{}", reply.text);
}

/// Five deeds, an hour apart: Sofia edits the configuration, looks at Ada, makes a signatory; Magda looks at Ada, and retires her.
async fn five(engine: Engine) -> Scene {
    let scene = Scene::open(engine).await;
    scene.awarded("ada").await;
    let app = &scene.app;
    let look = "{ learner(username: \"ada\") { name } }";
    edit(&scene, "Science of Data").await;
    app.advance(TimeDelta::hours(1));
    app.staff().query(look).await.data();
    app.advance(TimeDelta::hours(1));
    let dean = json!({ "name": "Dean", "title": "Dean" });
    app.staff().mutate("createSignatory", dean, "outcome").await.data();
    app.advance(TimeDelta::hours(1));
    app.superuser().query(look).await.data();
    app.advance(TimeDelta::hours(1));
    let gone = json!({ "username": "ada" });
    app.superuser().mutate("retireUser", gone, "outcome").await.data();
    scene
}

const ALL: [&str; 5] = [
    "USER_RETIRED USER",
    "LEARNER_VIEWED USER",
    "CREATED SIGNATORY",
    "LEARNER_VIEWED USER",
    "EDITED CONFIGURATION",
];

async fn both_kinds_of_deeds_are_one_list(engine: Engine) {
    let scene = five(engine).await;
    let reply = list(&scene.app.staff(), json!({})).await;
    assert_eq!(words(&reply), ALL);
    assert_eq!(reply.at("/auditTrail/totalCount"), 5);
    let edited = reply.at("/auditTrail/nodes/4");
    let start = scene.app.now() - TimeDelta::hours(4);
    assert_eq!(
        edited,
        &json!({
            "happenedAt": start.to_rfc3339(), "action": "EDITED", "actor": "sofia", "subjectType": "CONFIGURATION",
            "subject": format!("configuration:{}", scene.configuration.id), "username": null, "reason": null,
            "changes": [{ "name": "title", "before": null, "after": "Science of Data" }],
        })
    );
    scene.app.advance(TimeDelta::hours(1));
    edit(&scene, "Data").await;
    let reply = list(&scene.app.superuser(), json!({ "first": 1 })).await;
    assert_eq!(
        reply.at("/auditTrail/nodes/0/changes"),
        &json!([{ "name": "title", "before": "Science of Data", "after": "Data" }])
    );
    let looked = list(&scene.app.staff(), json!({ "filter": { "action": "LEARNER_VIEWED" } })).await;
    assert!(looked.text_at("/auditTrail/nodes/0/username").starts_with("retired-"));
    assert_eq!(looked.at("/auditTrail/nodes/0/changes"), &json!([]));
}

async fn each_filter_chooses(engine: Engine) {
    let scene = five(engine).await;
    let staff = scene.app.staff();
    let hour = |it: i64| scene.app.now() - TimeDelta::hours(4 - it);
    let configuration = format!("configuration:{}", scene.configuration.id);
    for (filter, places) in [
        (json!({ "actor": "SOFIA" }), vec![2, 3, 4]),
        (json!({ "actor": "magda" }), vec![0, 1]),
        (json!({ "actor": "nobody" }), vec![]),
        (json!({ "username": "Ada" }), vec![0, 1, 3]),
        (json!({ "username": "nobody" }), vec![]),
        (json!({ "subject": configuration }), vec![4]),
        (json!({ "subject": configuration, "username": "ada" }), vec![]),
        (json!({ "action": "LEARNER_VIEWED" }), vec![1, 3]),
        (json!({ "action": "CREATED" }), vec![2]),
        (json!({ "action": "DELETED" }), vec![]),
        (json!({ "subjectType": "USER" }), vec![0, 1, 3]),
        (json!({ "subjectType": "SIGNATORY" }), vec![2]),
        (json!({ "subjectType": "SITE" }), vec![]),
        (json!({ "subjectType": "USER", "actor": "sofia" }), vec![3]),
        (json!({ "subjectType": "USER", "action": "EDITED" }), vec![]),
        (
            json!({ "subjectType": "CONFIGURATION", "action": "EDITED", "username": "ada" }),
            vec![],
        ),
        (json!({ "action": "LEARNER_VIEWED", "actor": "sofia" }), vec![3]),
        (json!({ "action": "EDITED", "actor": "magda" }), vec![]),
        (json!({ "happenedAfter": hour(2) }), vec![0, 1, 2]),
        (json!({ "happenedBefore": hour(2) }), vec![3, 4]),
        (
            json!({ "happenedAfter": hour(1), "happenedBefore": hour(3), "actor": "sofia" }),
            vec![2, 3],
        ),
    ] {
        let reply = list(&staff, json!({ "filter": filter })).await;
        let expected: Vec<_> = places.iter().map(|&it| ALL[it]).collect();
        assert_eq!(words(&reply), expected, "{filter}");
        assert_eq!(reply.at("/auditTrail/totalCount"), places.len(), "{filter}");
    }
    for filter in [
        json!({ "actor": "a b" }),
        json!({ "username": "" }),
        json!({ "subject": "badge:1" }),
        json!({ "happenedAfter": "1500-01-01T00:00:00Z" }),
    ] {
        let refused = list(&staff, json!({ "filter": filter })).await;
        assert_eq!(refused.codes(), ["BAD_USER_INPUT"], "{filter}");
    }
}

async fn pages_go_through_everything_once(engine: Engine) {
    let scene = five(engine).await;
    // All at one instant, and of one thing.
    for title in ["A", "B", "C", "D", "E"] {
        edit(&scene, title).await;
    }
    scene
        .app
        .staff()
        .query("{ learner(username: \"ada\") { name } }")
        .await
        .data();
    let staff = scene.app.staff();
    let whole = list(&staff, json!({})).await;
    assert_eq!(whole.at("/auditTrail/totalCount"), 11);
    for first in 1..=4 {
        let (mut seen, mut after) = (Vec::new(), Value::Null);
        loop {
            let page = list(&staff, json!({ "first": first, "after": after })).await;
            seen.extend(page.at("/auditTrail/nodes").as_array().expect("nodes").clone());
            after = page.at("/auditTrail/pageInfo/endCursor").clone();
            if page.at("/auditTrail/pageInfo/hasNextPage") == &json!(false) {
                break;
            }
        }
        assert_eq!(whole.at("/auditTrail/nodes"), &Value::Array(seen), "{first}");
    }
    let cursor = list(&staff, json!({ "first": 1 }))
        .await
        .at("/auditTrail/pageInfo/endCursor")
        .clone();
    let other = json!({ "filter": { "actor": "sofia" }, "after": cursor });
    assert_eq!(list(&staff, other).await.codes(), ["BAD_USER_INPUT"]);
}

async fn statements_do_not_grow_with_the_page(engine: Engine) {
    let scene = five(engine).await;
    for title in 0..30 {
        edit(&scene, &format!("Title {title}")).await;
    }
    let staff = scene.app.staff();
    let mut counted = Vec::new();
    for first in [5, 35] {
        let (statements, reply) = scene
            .app
            .count_statements(async || list(&staff, json!({ "first": first })).await)
            .await;
        assert_eq!(words(&reply).len(), first);
        counted.push(statements);
    }
    assert_eq!([counted[0].writes, counted[1].writes], [0, 0]);
    assert!(counted.iter().all(|it| it.reads <= 6), "{counted:?}");
}

async fn strangers_and_machines_see_nothing(engine: Engine) {
    let scene = five(engine).await;
    let app = &scene.app;
    for variables in [
        json!({}),
        json!({ "filter": { "actor": "a b" } }),
        json!({ "first": 0 }),
    ] {
        let codes = |reply: Reply| reply.codes().into_iter().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(
            codes(list(&app.anonymous(), variables.clone()).await),
            ["UNAUTHENTICATED"]
        );
        for client in [app.learner("grace"), app.service()] {
            assert_eq!(codes(list(&client, variables.clone()).await), ["FORBIDDEN"]);
        }
    }
}
