//! `editRecordShare`: what changes, what stays, and whose link it is.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::client::Client;
use tests::database::Engine;

use crate::scene::merged;
use crate::stored::Stored;
use crate::study::Study;

tests::on_both_engines!(
    only_what_is_given_changes,
    expired_link_may_get_more_time_and_a_revoked_one_not,
    link_of_somebody_else_does_not_exist,
    bad_change_is_refused
);

const SHARE: &str =
    "outcome recordShare { url label showsGrades showsName showsEmail expiresAt state version updatedAt }
    userErrors { code path }";

async fn edit(client: &Client, id: &str, more: Value) -> Value {
    let input = merged(json!({ "id": id }), more);
    client
        .mutate("editRecordShare", input, SHARE)
        .await
        .at("/editRecordShare")
        .clone()
}

async fn only_what_is_given_changes(engine: Engine) {
    let study = Study::open(engine).await;
    let app = &study.app;
    let ada = app.learner("ada");
    let expires = app.now() + TimeDelta::days(1);
    let (id, token) = study.share(json!({ "label": "old", "expiresAt": expires })).await;
    let before = Stored::read(app).await;
    let same = edit(&ada, &id, json!({ "label": "old", "showsName": true })).await;
    assert_eq!(
        [&same["outcome"], &same["recordShare"]["version"]],
        [&json!("UNCHANGED"), &json!(1)]
    );
    assert_eq!(Stored::read(app).await, before);

    app.advance(TimeDelta::minutes(1));
    let changed = edit(&ada, &id, json!({ "label": "new", "showsEmail": true })).await;
    let share = &changed["recordShare"];
    assert_eq!(changed["outcome"], "UPDATED");
    assert_eq!(
        [
            &share["label"],
            &share["showsEmail"],
            &share["showsGrades"],
            &share["expiresAt"],
            &share["updatedAt"]
        ],
        [
            &json!("new"),
            &json!(true),
            &json!(true),
            &json!(expires.to_rfc3339()),
            &json!(app.now().to_rfc3339())
        ]
    );
    assert!(
        share["url"].as_str().is_some_and(|it| it.ends_with(&token)),
        "the address stays"
    );
    let cleared = edit(&ada, &id, json!({ "label": null, "expiresAt": null })).await;
    let share = &cleared["recordShare"];
    assert_eq!(
        [&share["label"], &share["expiresAt"], &share["version"]],
        [&Value::Null, &Value::Null, &json!(3)]
    );
}

async fn expired_link_may_get_more_time_and_a_revoked_one_not(engine: Engine) {
    let study = Study::open(engine).await;
    let app = &study.app;
    let expires = app.now() + TimeDelta::minutes(1);
    let (id, _) = study.share(json!({ "expiresAt": expires })).await;
    app.advance(TimeDelta::minutes(2));
    let longer = json!({ "expiresAt": app.now() + TimeDelta::days(1) });
    let edited = edit(&app.learner("ada"), &id, longer.clone()).await;
    assert_eq!(edited["recordShare"]["state"], "LIVE");
    study.end_share(&id).await;
    let edited = edit(&app.learner("ada"), &id, longer).await;
    assert_eq!(edited["outcome"], "REFUSED");
    assert_eq!(
        edited["userErrors"],
        json!([{ "code": "REVOKED", "path": ["input", "id"] }])
    );
}

async fn link_of_somebody_else_does_not_exist(engine: Engine) {
    let study = Study::open(engine).await;
    let app = &study.app;
    let (id, _) = study.share(json!({})).await;
    for client in [app.learner("grace"), app.staff(), app.service(), app.superuser()] {
        client.query("{ viewer { id } }").await.data();
        let before = Stored::read(app).await;
        let unknown = edit(&client, "recordShare:00000000-0000-4000-8000-000000000000", json!({})).await;
        assert_eq!(edit(&client, &id, json!({ "showsEmail": true })).await, unknown);
        assert_eq!(unknown["userErrors"][0]["code"], "NOT_FOUND");
        assert_eq!(Stored::read(app).await, before);
    }
}

async fn bad_change_is_refused(engine: Engine) {
    let study = Study::open(engine).await;
    let ada = study.app.learner("ada");
    let (id, _) = study.share(json!({})).await;
    for (more, code, field) in [
        (json!({ "label": "\n" }), "INVALID_LABEL", "label"),
        (
            json!({ "expiresAt": study.app.now() }),
            "INVALID_EXPIRES_AT",
            "expiresAt",
        ),
        (
            json!({ "expectedVersion": 2, "label": "x" }),
            "VERSION_CONFLICT",
            "expectedVersion",
        ),
    ] {
        let payload = edit(&ada, &id, more).await;
        assert_eq!(
            payload["userErrors"],
            json!([{ "code": code, "path": ["input", field] }])
        );
    }
    let reply = ada
        .mutate(
            "editRecordShare",
            json!({ "id": "user:00000000000040008000000000000000" }),
            "outcome",
        )
        .await;
    assert_eq!(reply.codes(), ["BAD_USER_INPUT"]);
}
