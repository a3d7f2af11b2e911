//! `sharedRecord`: what a link opens, what it keeps to itself, and how its views are counted.

use chrono::TimeDelta;
use reqwest::header::{CONTENT_TYPE, USER_AGENT};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::client::Client;
use tests::database::Engine;

use crate::stored::Stored;
use crate::study::Study;

tests::on_both_engines!(
    link_shows_what_was_chosen_and_nothing_else,
    ended_link_says_so_and_an_unknown_one_does_not_exist,
    what_visitors_may_not_see_is_not_in_a_shared_record,
    views_of_people_are_counted_by_day,
    who_tries_links_is_stopped_and_others_are_not
);

const SHARED: &str = "query($token: UUID!) { sharedRecord(token: $token) { state endedAt record {
    progress learner { name username email } shares { id } courseCount
    courses { status statusAt courseKey attempts grade { percent } credential { uuid } runs { status grade { percent } } } } } }";
/// A program that people use.
pub(crate) const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

async fn follow(client: &Client, token: &str) -> Value {
    let reply = client.graphql(SHARED, json!({ "token": token })).await;
    reply.at("/sharedRecord").clone()
}

/// Follows a link with a program that says what it is.
pub(crate) async fn follow_with(client: &Client, token: &str, agent: &str) -> Value {
    let body = json!({ "query": SHARED, "variables": { "token": token } }).to_string();
    let request = client
        .request(Method::POST, "/graphql")
        .header(CONTENT_TYPE, "application/json")
        .header(USER_AGENT, agent)
        .body(body);
    client.send(request).await.at("/sharedRecord").clone()
}

async fn link_shows_what_was_chosen_and_nothing_else(engine: Engine) {
    let study = Study::open(engine).await;
    let visitor = study.app.anonymous();
    study.earn(&study.runs[0], json!({})).await;
    study.grade(&study.runs[0], "0.9", "A").await;

    let (_, token) = study.share(json!({})).await;
    let shared = follow(&visitor, &token).await;
    assert_eq!([&shared["state"], &shared["endedAt"]], [&json!("LIVE"), &Value::Null]);
    let record = &shared["record"];
    assert_eq!(
        record["learner"],
        json!({ "name": "Ada Lovelace", "username": null, "email": null })
    );
    assert_eq!(record["courses"][0]["grade"]["percent"], "0.9");
    assert_eq!(record["courses"][0]["attempts"], 1);
    assert_eq!(record["shares"], json!([]), "other links are no business of visitors");
    // The token in any spelling.
    assert_eq!(follow(&visitor, &token.to_uppercase()).await, shared);

    let (_, token) = study
        .share(json!({ "showsGrades": false, "showsName": false, "showsEmail": true }))
        .await;
    let record = follow(&visitor, &token).await["record"].clone();
    assert_eq!(
        record["learner"],
        json!({ "name": null, "username": null, "email": "ada@learners.example.org" })
    );
    let course = &record["courses"][0];
    assert_eq!(
        [
            &course["status"],
            &course["grade"],
            &course["attempts"],
            &course["runs"][0]["grade"]
        ],
        [&json!("EARNED"), &Value::Null, &Value::Null, &Value::Null]
    );
    // Who may see all of it does not see more by this link.
    assert_eq!(follow(&study.app.staff(), &token).await["record"], record);
}

async fn ended_link_says_so_and_an_unknown_one_does_not_exist(engine: Engine) {
    let study = Study::open(engine).await;
    let app = &study.app;
    let ends = app.now() + TimeDelta::hours(1);
    let (_, expiring) = study.share(json!({ "expiresAt": ends })).await;
    let (id, revoked) = study.share(json!({})).await;
    let visitor = app.anonymous();
    assert_eq!(follow(&visitor, &expiring).await["state"], "LIVE");
    study.end_share(&id).await;
    let ended = |state: &str, at: &str| json!({ "state": state, "endedAt": at, "record": null });
    assert_eq!(
        follow(&visitor, &revoked).await,
        ended("REVOKED", &app.now().to_rfc3339())
    );
    // Another replica knows at once.
    assert_eq!(
        follow(&app.replica().await.anonymous(), &revoked).await["state"],
        "REVOKED"
    );
    app.advance(TimeDelta::hours(1));
    assert_eq!(follow(&visitor, &expiring).await, ended("EXPIRED", &ends.to_rfc3339()));
    assert_eq!(
        follow(&visitor, "00000000-0000-4000-8000-000000000000").await,
        Value::Null
    );
    // The id in the API opens nothing.
    let id = id.split(':').nth(1).expect("an id").to_owned();
    assert_eq!(follow(&visitor, &id).await, Value::Null);
}

async fn what_visitors_may_not_see_is_not_in_a_shared_record(engine: Engine) {
    let study = Study::open(engine).await;
    let later = study.app.now() + TimeDelta::days(1);
    study.earn(&study.runs[0], json!({ "dateOverride": later })).await;
    study.grade(&study.runs[0], "0.9", "A").await;
    study.grade(&study.runs[2], "0.3", "F").await;
    let private = study.earn(&study.runs[3], json!({})).await;
    study
        .app
        .learner("ada")
        .mutate(
            "setCredentialVisibility",
            json!({ "uuid": private, "visibility": "PRIVATE" }),
            "outcome",
        )
        .await
        .data();
    let (_, token) = study.share(json!({})).await;
    let record = follow(&study.app.anonymous(), &token).await["record"].clone();
    let statuses: Vec<_> = record["courses"]
        .as_array()
        .expect("courses")
        .iter()
        .map(|it| &it["status"])
        .collect();
    assert_eq!(statuses, ["NOT_STARTED", "NOT_STARTED", "AWAITING_GRADE"]);
    assert_eq!(record["courses"][0]["runs"], json!([]));
    assert_eq!(record["courses"][2]["credential"], Value::Null, "private is private");
    study.app.advance(TimeDelta::days(2));
    let record = follow(&study.app.anonymous(), &token).await["record"].clone();
    assert_eq!(record["courses"][0]["status"], "EARNED");
}

async fn views_of_people_are_counted_by_day(engine: Engine) {
    let study = Study::open(engine).await;
    let app = &study.app;
    let (id, token) = study.share(json!({})).await;
    let views = async |app: &TestApp| {
        let document =
            "query($id: ID!) { node(id: $id) { ... on RecordShare { viewCount views { viewedOn count } } } }";
        app.learner("ada")
            .graphql(document, json!({ "id": id }))
            .await
            .at("/node")
            .clone()
    };
    assert_eq!(views(app).await, json!({ "viewCount": 0, "views": [] }));
    let first = app.now().date_naive();
    let visitor = app.anonymous();
    let at_once = (0..20).map(|_| follow_with(&visitor, &token, FIREFOX));
    futures_util::future::join_all(at_once).await;
    // Machines that say so, the learner, and staff do not count.
    follow_with(&visitor, &token, "Mozilla/5.0 (compatible; Googlebot/2.1)").await;
    follow(&visitor, &token).await;
    follow_with(&app.learner("ada"), &token, FIREFOX).await;
    follow_with(&app.staff(), &token, FIREFOX).await;
    app.advance(TimeDelta::days(1));
    follow_with(&app.learner("grace"), &token, FIREFOX).await;
    let second = app.now().date_naive();
    assert_eq!(
        views(app).await,
        json!({ "viewCount": 21, "views": [{ "viewedOn": first, "count": 20 }, { "viewedOn": second, "count": 1 }] })
    );
    // What opens nothing counts nothing.
    study.end_share(&id).await;
    let before = Stored::read(app).await.views;
    assert!(before.len() > 2, "spread over several rows: {before:?}");
    follow_with(&visitor, &token, FIREFOX).await;
    assert_eq!(Stored::read(app).await.views, before);
}

async fn who_tries_links_is_stopped_and_others_are_not(engine: Engine) {
    let app = TestApp::configured(engine, |config| {
        config.limits.wrong_links = 3;
        config.trusted_proxies = vec!["127.0.0.0/8".parse().expect("a network")];
    })
    .await;
    let study = Study::of(app).await;
    let visitor = study.app.anonymous();
    let (_, token) = study.share(json!({})).await;
    let body = |token: &str| json!({ "query": SHARED, "variables": { "token": token } }).to_string();
    let from = async |address: &str, token: &str| {
        let request = visitor
            .request(Method::POST, "/graphql")
            .header(CONTENT_TYPE, "application/json")
            .header("x-forwarded-for", address)
            .body(body(token));
        visitor.send(request).await
    };
    let wrong = "00000000000040008000000000000000";
    for _ in 0..5 {
        let found = from("192.0.2.1", &token).await;
        assert_eq!(found.at("/sharedRecord/state"), "LIVE", "links that exist cost nothing");
    }
    for _ in 0..2 {
        assert_eq!(from("192.0.2.1", wrong).await.at("/sharedRecord"), &Value::Null);
    }
    // However they are followed, they count.
    let page = |ending: &str| {
        let request = visitor.request(Method::GET, &format!("/records/shared/{wrong}{ending}"));
        request.header("x-forwarded-for", "192.0.2.1")
    };
    assert_eq!(visitor.send(page(".csv")).await.status, StatusCode::NOT_FOUND);

    let refused = from("192.0.2.1", &token).await;
    assert_eq!(refused.codes(), ["RATE_LIMITED"], "{}", refused.text);
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.header("retry-after"), Some("60"));
    let file = visitor.send(page(".csv")).await;
    assert_eq!(
        (file.status, file.codes()),
        (StatusCode::TOO_MANY_REQUESTS, vec!["RATE_LIMITED"])
    );
    let other = from("192.0.2.2", &token).await;
    assert_eq!(other.at("/sharedRecord/state"), "LIVE");
}
