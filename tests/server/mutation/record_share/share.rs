//! `shareRecord`: what a new link is, and what it cannot be.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::app::PUBLIC_URL;
use tests::database::Engine;

use crate::scene::merged;
use crate::stored::Stored;
use crate::study::Study;

tests::on_both_engines!(
    link_is_made_with_sensible_choices,
    several_links_are_listed_newest_first,
    bad_wishes_make_no_link,
    repeated_request_with_a_key_makes_one_link,
    links_to_one_record_have_a_limit
);

const SHARE: &str = "recordShare { id url label state showsGrades showsName showsEmail expiresAt revokedAt createdAt version viewCount }
    userErrors { code path }";

async fn share(study: &Study, more: Value) -> Value {
    let input = merged(json!({ "program": study.program.uuid }), more);
    let reply = study.app.learner("ada").mutate("shareRecord", input, SHARE).await;
    reply.at("/shareRecord").clone()
}

async fn link_is_made_with_sensible_choices(engine: Engine) {
    let study = Study::open(engine).await;
    let app = &study.app;
    let payload = share(&study, json!({})).await;
    let made = payload["recordShare"].clone();
    let stored = Stored::read(app).await;
    let row = &stored.shares[0];
    let expected = json!({
        "id": format!("recordShare:{}", row.id), "url": format!("{PUBLIC_URL}/records/shared/{}", row.token.0.simple()),
        "label": null, "state": "LIVE", "showsGrades": true, "showsName": true, "showsEmail": false,
        "expiresAt": null, "revokedAt": null, "createdAt": app.now().to_rfc3339(), "version": 1, "viewCount": 0,
    });
    assert_eq!(made, expected);
    assert_eq!(row.user_id, stored.user("ada").id);
    assert_eq!(row.token.0.get_version_num(), 4, "122 random bits");
    assert_ne!(row.token.0, row.id.0);

    let expires = app.now() + TimeDelta::days(30);
    let wish = json!({ "label": "For Exampla Inc.", "expiresAt": expires, "showsGrades": false, "showsEmail": true });
    let made = share(&study, wish).await["recordShare"].clone();
    assert_eq!(
        [
            &made["label"],
            &made["expiresAt"],
            &made["showsGrades"],
            &made["showsEmail"]
        ],
        [
            &json!("For Exampla Inc."),
            &json!(expires.to_rfc3339()),
            &json!(false),
            &json!(true)
        ]
    );
}

async fn several_links_are_listed_newest_first(engine: Engine) {
    let study = Study::open(engine).await;
    for label in ["first", "second", "third"] {
        share(&study, json!({ "label": label })).await;
    }
    let document = format!(
        "query($username: String) {{ programRecord(program: \"{}\", username: $username) {{ shares {{ label url }} }} }}",
        study.program.uuid
    );
    let list = async |client: &tests::client::Client, username: Value| {
        let reply = client.graphql(&document, json!({ "username": username })).await;
        reply.at("/programRecord/shares").as_array().expect("links").clone()
    };
    let own = list(&study.app.learner("ada"), Value::Null).await;
    let labels: Vec<_> = own.iter().map(|it| &it["label"]).collect();
    assert_eq!(labels, ["third", "second", "first"]);
    let urls: BTreeSet<_> = own.iter().map(|it| it["url"].as_str().expect("an address")).collect();
    assert_eq!(urls.len(), 3);
    // Staff see that there are links, and cannot follow them in the learner's stead.
    let seen = list(&study.app.staff(), json!("ada")).await;
    assert_eq!(seen.len(), 3);
    assert!(seen.iter().all(|it| it["url"].is_null()));
}

async fn bad_wishes_make_no_link(engine: Engine) {
    let study = Study::open(engine).await;
    let past = study.app.now() - TimeDelta::seconds(1);
    let far = study.app.now() + TimeDelta::days(4000);
    for (wish, code, field) in [
        (
            json!({ "program": "00000000-0000-4000-8000-000000000000" }),
            "PROGRAM_NOT_FOUND",
            "program",
        ),
        (json!({ "label": "x".repeat(101) }), "INVALID_LABEL", "label"),
        (json!({ "label": "a\u{7}" }), "INVALID_LABEL", "label"),
        (json!({ "expiresAt": past }), "INVALID_EXPIRES_AT", "expiresAt"),
        (
            json!({ "expiresAt": study.app.now() }),
            "INVALID_EXPIRES_AT",
            "expiresAt",
        ),
        (json!({ "expiresAt": far }), "INVALID_EXPIRES_AT", "expiresAt"),
        (
            json!({ "idempotencyKey": "" }),
            "INVALID_IDEMPOTENCY_KEY",
            "idempotencyKey",
        ),
    ] {
        let payload = share(&study, wish.clone()).await;
        assert_eq!(payload["recordShare"], Value::Null, "{wish}");
        assert_eq!(
            payload["userErrors"],
            json!([{ "code": code, "path": ["input", field] }]),
            "{wish}"
        );
    }
    assert_eq!(Stored::read(&study.app).await.shares.len(), 0);
}

async fn repeated_request_with_a_key_makes_one_link(engine: Engine) {
    let study = Study::open(engine).await;
    let wish = json!({ "label": "once", "idempotencyKey": "share-1" });
    let first = share(&study, wish.clone()).await;
    study.app.advance(TimeDelta::hours(1));
    assert_eq!(share(&study, wish.clone()).await, first);
    let other = share(&study, merged(wish, json!({ "label": "other" }))).await;
    assert_eq!(other["userErrors"][0]["code"], "IDEMPOTENCY_MISMATCH");
    assert_eq!(Stored::read(&study.app).await.shares.len(), 1);
}

async fn links_to_one_record_have_a_limit(engine: Engine) {
    let study = Study::open(engine).await;
    let mut first = Value::Null;
    for it in 0..20 {
        let payload = share(&study, json!({ "label": it.to_string() })).await;
        if it == 0 {
            first = payload["recordShare"]["id"].clone();
        }
    }
    let payload = share(&study, json!({})).await;
    assert_eq!(
        payload["userErrors"],
        json!([{ "code": "TOO_MANY_SHARES", "path": ["input"] }])
    );
    study
        .app
        .learner("ada")
        .mutate("revokeRecordShare", json!({ "id": first }), "outcome")
        .await
        .data();
    assert_eq!(share(&study, json!({})).await["userErrors"], json!([]));
}
