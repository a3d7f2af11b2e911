//! Pages of credentials: nothing is lost and nothing comes twice, whatever the size of a page.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::client::Client;
use tests::database::Engine;

use super::list;
use crate::scene::{Scene, course_run};

tests::on_both_engines!(
    pages_cover_a_list_without_loss_or_repeat,
    what_is_awarded_meanwhile_disturbs_no_page,
    cursor_is_good_for_its_own_list_only,
    size_of_a_page_has_bounds
);

/// A server with 45 credentials, 15 at each of three instants.
async fn forty_five(engine: Engine) -> TestApp {
    let app = TestApp::start(engine).await;
    for batch in 0..3 {
        let item = |it: i32| {
            let object = course_run(&format!("course-v1:A+B+{}", it % 2));
            json!({ "username": format!("learner{batch}_{it}"), "learningObject": object })
        };
        let input = json!({ "items": (0..15).map(item).collect::<Vec<_>>() });
        app.service()
            .mutate("awardCredentials", input, "results { outcome }")
            .await
            .data();
        app.advance(TimeDelta::seconds(1));
    }
    app
}

/// The numbers of all pages of this size.
async fn walk(client: &Client, first: usize) -> Vec<Vec<Value>> {
    let mut pages = Vec::new();
    let mut after = Value::Null;
    loop {
        let reply = list(client, json!({ "first": first, "after": after })).await;
        let connection = reply.at("/credentials").clone();
        let edges = connection["edges"].as_array().cloned().unwrap_or_default();
        let info = &connection["pageInfo"];
        assert_eq!(connection["totalCount"], 45);
        assert_eq!(info["hasPreviousPage"], !after.is_null());
        assert_eq!(
            info["startCursor"],
            edges.first().map_or(Value::Null, |it| it["cursor"].clone())
        );
        assert_eq!(
            info["endCursor"],
            edges.last().map_or(Value::Null, |it| it["cursor"].clone())
        );
        pages.push(edges.iter().map(|it| it["node"]["uuid"].clone()).collect());
        if info["hasNextPage"] == false {
            return pages;
        }
        after = info["endCursor"].clone();
    }
}

async fn pages_cover_a_list_without_loss_or_repeat(engine: Engine) {
    let app = forty_five(engine).await;
    let whole = walk(&app.staff(), 100).await.concat();
    assert_eq!(whole.iter().map(Value::to_string).collect::<BTreeSet<_>>().len(), 45);
    for (first, sizes) in [
        (20, vec![20, 20, 5]),
        (15, vec![15, 15, 15]),
        (45, vec![45]),
        (44, vec![44, 1]),
    ] {
        let pages = walk(&app.staff(), first).await;
        assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), sizes);
        assert_eq!(pages.concat(), whole);
    }
    assert_eq!(walk(&app.staff(), 7).await.concat(), whole);
    assert_eq!(walk(&app.replica().await.staff(), 11).await.concat(), whole);
}

async fn what_is_awarded_meanwhile_disturbs_no_page(engine: Engine) {
    let app = forty_five(engine).await;
    let whole = walk(&app.staff(), 100).await.concat();
    let first = list(&app.staff(), json!({ "first": 20 })).await;
    let input = json!({ "username": "late", "learningObject": course_run("course-v1:A+B+0") });
    app.service().mutate("awardCredential", input, "outcome").await.data();
    let after = first.at("/credentials/pageInfo/endCursor");
    let second = list(&app.staff(), json!({ "first": 25, "after": after })).await;
    let uuids: Vec<Value> = second
        .at("/credentials/edges")
        .as_array()
        .into_iter()
        .flatten()
        .map(|it| it["node"]["uuid"].clone())
        .collect();
    assert_eq!(uuids, whole[20..]);
}

async fn cursor_is_good_for_its_own_list_only(engine: Engine) {
    let scene = Scene::of(forty_five(engine).await).await;
    let app = &scene.app;
    let page = list(&app.staff(), json!({ "first": 5 })).await;
    let cursor = page.text_at("/credentials/pageInfo/endCursor").to_owned();
    let same = list(&app.staff(), json!({ "first": 50, "after": cursor })).await;
    assert_eq!(same.at("/credentials/edges").as_array().map(Vec::len), Some(40));

    let mut edited = cursor.clone().into_bytes();
    edited[5] = if edited[5] == b'A' { b'B' } else { b'A' };
    let edited = String::from_utf8(edited).expect("ASCII");
    let padded = format!("{cursor}=");
    let long = "A".repeat(10_000);
    for (client, variables) in [
        (app.staff(), json!({ "after": edited })),
        (app.staff(), json!({ "after": padded })),
        (app.staff(), json!({ "after": "" })),
        (app.staff(), json!({ "after": "eyJpZCI6MX0" })),
        (app.staff(), json!({ "after": long })),
        (
            app.staff(),
            json!({ "after": cursor, "filter": { "status": "AWARDED" } }),
        ),
        (app.superuser(), json!({ "after": cursor })),
        (app.learner("ada"), json!({ "after": cursor })),
    ] {
        let refused = list(&client, variables).await;
        assert_eq!(refused.codes(), ["BAD_USER_INPUT"], "{}", refused.text);
        assert!(refused.text.contains("INVALID_CURSOR"), "{}", refused.text);
    }
}

async fn size_of_a_page_has_bounds(engine: Engine) {
    let app = forty_five(engine).await;
    let n_edges = async |variables: Value| {
        let reply = list(&app.staff(), variables).await;
        reply.at("/credentials/edges").as_array().map(Vec::len)
    };
    assert_eq!(n_edges(json!({})).await, Some(20));
    assert_eq!(n_edges(json!({ "first": 1 })).await, Some(1));
    assert_eq!(n_edges(json!({ "first": 100 })).await, Some(45));
    for first in [
        json!(0),
        json!(-1),
        json!(101),
        json!(2_147_483_647),
        json!(-2_147_483_648),
        Value::Null,
    ] {
        let refused = list(&app.staff(), json!({ "first": first })).await;
        assert_eq!(refused.codes(), ["BAD_USER_INPUT"], "{first}: {}", refused.text);
        assert!(refused.text.contains("100"), "the limit is named: {}", refused.text);
    }
}
