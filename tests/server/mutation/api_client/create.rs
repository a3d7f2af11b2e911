//! `createApiClient`.

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::build;
use tests::database::Engine;

use super::{change, holder, made};
use crate::scene::{refusals, text};
use crate::stored::Stored;

tests::on_both_engines!(
    client_is_made_with_a_key_that_works,
    what_cannot_be_kept_is_refused,
    repeated_request_makes_nothing_and_tells_no_key,
    many_of_one_name_at_once_make_one
);

async fn client_is_made_with_a_key_that_works(engine: Engine) {
    let app = TestApp::start(engine).await;
    let ends = app.now() + TimeDelta::days(30);
    let input = json!({ "name": "Student records", "scopes": ["GRADES_WRITE", "CREDENTIALS_READ", "GRADES_WRITE"],
        "expiresAt": ends });
    let payload = change(&app.staff(), "createApiClient", input).await;
    assert_eq!(
        (&payload["outcome"], &payload["userErrors"]),
        (&json!("CREATED"), &json!([]))
    );
    let key = text(&payload["key"]);
    let client = &payload["apiClient"];
    assert_eq!(
        [
            &client["name"],
            &client["state"],
            &client["createdBy"],
            &client["version"]
        ],
        [&json!("Student records"), &json!("ACTIVE"), &json!("sofia"), &json!(1)]
    );
    assert_eq!(client["scopes"], json!(["CREDENTIALS_READ", "GRADES_WRITE"]));
    assert!(key.starts_with("credkey_") && key.starts_with(client["keyHint"].as_str().expect("a hint")));
    assert_eq!(client["lastUsedAt"], Value::Null);
    assert_eq!(client["history"][0]["change"], "CREATED");
    let viewer = holder(&app, &key)
        .query("{ viewer { username role name email permissions } }")
        .await;
    assert_eq!(
        viewer.at("/viewer"),
        &json!({ "username": "api-client:Student records", "role": "API_CLIENT", "name": null, "email": null,
            "permissions": ["VIEW_ALL_CREDENTIALS", "RECORD_GRADES"] })
    );
    let stored = Stored::read(&app).await;
    let details = stored.audit.last().expect("an entry").details.to_string();
    assert!(
        details.contains("credentials:read grades:write") && !details.contains("hash"),
        "{details}"
    );
    assert!(!details.contains(&key), "{details}");
}

async fn what_cannot_be_kept_is_refused(engine: Engine) {
    let app = TestApp::start(engine).await;
    let (id, _) = made(&app, "Taken", &["GRADES_WRITE"]).await;
    let before = Stored::read(&app).await;
    let now = app.now();
    let fit = json!({ "name": "New", "scopes": ["GRADES_WRITE"] });
    for (more, code, path) in [
        (json!({ "name": "" }), "INVALID_NAME", "name"),
        (json!({ "name": " x" }), "INVALID_NAME", "name"),
        (json!({ "name": "a\u{0}b" }), "INVALID_NAME", "name"),
        (json!({ "name": "x".repeat(81) }), "INVALID_NAME", "name"),
        (json!({ "name": "tAKEN" }), "NAME_TAKEN", "name"),
        (json!({ "scopes": [] }), "INVALID_SCOPES", "scopes"),
        (json!({ "expiresAt": now }), "INVALID_EXPIRES_AT", "expiresAt"),
        (
            json!({ "expiresAt": now + TimeDelta::days(3651) }),
            "INVALID_EXPIRES_AT",
            "expiresAt",
        ),
        (
            json!({ "idempotencyKey": "" }),
            "INVALID_IDEMPOTENCY_KEY",
            "idempotencyKey",
        ),
    ] {
        let refused = change(&app.staff(), "createApiClient", crate::scene::merged(fit.clone(), more)).await;
        assert_eq!(
            refusals(&refused),
            [(code.to_owned(), format!("input.{path}"))],
            "{refused:#}"
        );
        assert_eq!((&refused["key"], &refused["apiClient"]), (&Value::Null, &Value::Null));
    }
    let unknown = json!({ "name": "New", "scopes": ["USERS_WRITE"] });
    let unknown = app.staff().mutate("createApiClient", unknown, "key").await;
    assert_eq!(unknown.codes(), ["VALIDATION_FAILED"], "{}", unknown.text);
    assert_eq!(Stored::read(&app).await, before);

    // A name is free again once nobody can use it, and other sites have names of their own.
    build::site("North")
        .at("https://north.example.org")
        .insert(app.db())
        .await;
    // Where it is, is seen within two seconds.
    app.advance(TimeDelta::seconds(2));
    let there = change(
        &app.staff().at("north.example.org"),
        "createApiClient",
        json!({ "name": "Taken", "scopes": ["GRADES_WRITE"] }),
    )
    .await;
    assert_eq!(there["outcome"], "CREATED", "{there:#}");
    change(&app.staff(), "revokeApiClient", json!({ "id": id })).await;
    made(&app, "Taken", &["GRADES_WRITE"]).await;
}

async fn repeated_request_makes_nothing_and_tells_no_key(engine: Engine) {
    let app = TestApp::start(engine).await;
    let input = json!({ "name": "Once", "scopes": ["GRADES_WRITE"], "idempotencyKey": "first" });
    let first = change(&app.staff(), "createApiClient", input.clone()).await;
    let key = text(&first["key"]);
    let before = Stored::read(&app).await;
    assert!(!format!("{:?}", before.records).contains(&key));
    let again = change(&app.staff(), "createApiClient", input.clone()).await;
    assert_eq!(
        refusals(&again),
        [("KEY_ALREADY_SHOWN".to_owned(), "input.idempotencyKey".to_owned())]
    );
    assert_eq!((&again["outcome"], &again["key"]), (&json!("REFUSED"), &Value::Null));
    assert_eq!(again["apiClient"]["id"], first["apiClient"]["id"]);
    let other = crate::scene::merged(input, json!({ "name": "Twice" }));
    let other = change(&app.staff(), "createApiClient", other).await;
    assert_eq!(refusals(&other)[0].0, "IDEMPOTENCY_MISMATCH");
    assert_eq!(Stored::read(&app).await, before);
}

async fn many_of_one_name_at_once_make_one(engine: Engine) {
    let app = TestApp::start(engine).await;
    let staff = app.staff();
    staff.query("{ viewer { id } }").await.data();
    let input = json!({ "name": "One", "scopes": ["GRADES_WRITE"] });
    let all = (0..8).map(|_| change(&staff, "createApiClient", input.clone()));
    let payloads = join_all(all).await;
    let n_made = payloads.iter().filter(|it| it["outcome"] == "CREATED").count();
    assert_eq!(n_made, 1, "{payloads:#?}");
    let refused = payloads.iter().filter(|it| it["outcome"] != "CREATED");
    assert!(refused.into_iter().all(|it| refusals(it)[0].0 == "NAME_TAKEN"));
    assert_eq!(Stored::read(&app).await.api_clients.len(), 1);
}
