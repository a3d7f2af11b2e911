//! `editApiClient`.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::database::Engine;

use super::{change, holder, made};
use crate::scene::{Scene, award, refusals};
use crate::stored::Stored;

tests::on_both_engines!(
    scopes_count_from_the_next_request_on,
    name_is_told_of_what_was_done_before,
    what_cannot_be_is_refused
);

async fn scopes_count_from_the_next_request_on(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let (id, key) = made(app, "LMS", &["CREDENTIALS_WRITE"]).await;
    let client = holder(app, &key);
    assert_eq!(award(&client, scene.input("ada")).await["outcome"], "CREATED");
    let input = json!({ "id": id, "scopes": ["CREDENTIALS_READ"], "expectedVersion": 1 });
    let edited = change(&app.staff(), "editApiClient", input).await;
    assert_eq!(
        (&edited["outcome"], &edited["apiClient"]["version"]),
        (&json!("UPDATED"), &json!(2))
    );
    let before = Stored::read(app).await;
    let refused = client.mutate("awardCredential", scene.input("grace"), "outcome").await;
    assert_eq!(refused.codes(), ["FORBIDDEN"], "{}", refused.text);
    assert_eq!(
        client
            .query("{ credentials { nodes { uuid } } }")
            .await
            .at("/credentials/nodes")
            .as_array()
            .map(Vec::len),
        Some(1)
    );
    let same = json!({ "id": id, "scopes": ["CREDENTIALS_READ", "CREDENTIALS_READ"] });
    let same = change(&app.staff(), "editApiClient", same).await;
    assert_eq!(same["outcome"], "UNCHANGED");
    assert_eq!(Stored::read(app).await.audit, before.audit);

    // Time runs out, and may be given again.
    let ends = json!({ "id": id, "expiresAt": app.now() + TimeDelta::minutes(5) });
    assert_eq!(change(&app.staff(), "editApiClient", ends).await["outcome"], "UPDATED");
    app.advance(TimeDelta::minutes(5));
    let over = client.query("{ viewer { id } }").await;
    assert_eq!(over.codes(), ["UNAUTHENTICATED"], "{}", over.text);
    let listed = app.staff().query("{ apiClients { nodes { state } } }").await;
    assert_eq!(listed.at("/apiClients/nodes/0/state"), "EXPIRED");
    let open = change(&app.staff(), "editApiClient", json!({ "id": id, "expiresAt": null })).await;
    assert_eq!(
        (&open["outcome"], &open["apiClient"]["expiresAt"]),
        (&json!("UPDATED"), &Value::Null)
    );
    client.query("{ viewer { id } }").await.data();
}

async fn name_is_told_of_what_was_done_before(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let (id, key) = made(app, "Old", &["CREDENTIALS_WRITE"]).await;
    let uuid = award(&holder(app, &key), scene.input("ada")).await["credential"]["uuid"].clone();
    let renamed = change(&app.staff(), "editApiClient", json!({ "id": id, "name": "New name" })).await;
    assert_eq!(renamed["apiClient"]["name"], "New name");
    let document = format!("{{ credential(uuid: {uuid}) {{ history {{ actor }} }} }}");
    let seen = app.staff().query(&document).await;
    assert_eq!(seen.at("/credential/history/0/actor"), "api-client:New name");
    let recased = change(&app.staff(), "editApiClient", json!({ "id": id, "name": "NEW NAME" })).await;
    assert_eq!(recased["outcome"], "UPDATED", "{recased:#}");
}

async fn what_cannot_be_is_refused(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let (id, _) = made(app, "One", &["CREDENTIALS_WRITE"]).await;
    let (other, _) = made(app, "Other", &["CREDENTIALS_WRITE"]).await;
    let (gone, _) = made(app, "Gone", &["CREDENTIALS_WRITE"]).await;
    change(&app.staff(), "revokeApiClient", json!({ "id": gone })).await;
    let before = Stored::read(app).await;
    let nobody = "apiClient:5e0f7c4e-3f0b-4d54-9f0a-6f6f6f6f6f6f";
    for (input, code, path) in [
        (json!({ "id": id, "name": "other" }), "NAME_TAKEN", "name"),
        (json!({ "id": id, "name": "" }), "INVALID_NAME", "name"),
        (json!({ "id": id, "scopes": [] }), "INVALID_SCOPES", "scopes"),
        (
            json!({ "id": id, "expiresAt": app.now() }),
            "INVALID_EXPIRES_AT",
            "expiresAt",
        ),
        (
            json!({ "id": id, "name": "X", "expectedVersion": 2 }),
            "VERSION_CONFLICT",
            "expectedVersion",
        ),
        (
            json!({ "id": id, "expectedVersion": 0 }),
            "INVALID_EXPECTED_VERSION",
            "expectedVersion",
        ),
        (json!({ "id": gone, "name": "X" }), "REVOKED", "id"),
        (json!({ "id": nobody, "name": "X" }), "NOT_FOUND", "id"),
    ] {
        let refused = change(&app.staff(), "editApiClient", input).await;
        assert_eq!(
            refusals(&refused),
            [(code.to_owned(), format!("input.{path}"))],
            "{refused:#}"
        );
    }
    let wrong = app
        .staff()
        .mutate("editApiClient", json!({ "id": "user:1" }), "outcome")
        .await;
    assert_eq!(wrong.codes(), ["BAD_USER_INPUT"], "{}", wrong.text);
    assert_eq!(Stored::read(app).await, before);

    // Clients of another site are none here.
    tests::build::site("North")
        .at("https://north.example.org")
        .insert(app.db())
        .await;
    // Where it is, is seen within two seconds.
    app.advance(TimeDelta::seconds(2));
    let there = app.staff().at("north.example.org");
    for field in ["editApiClient", "revokeApiClient"] {
        let refused = change(&there, field, json!({ "id": other })).await;
        assert_eq!(refusals(&refused)[0].0, "NOT_FOUND");
    }
    assert_eq!(
        there
            .query(&format!("{{ node(id: \"{other}\") {{ id }} }}"))
            .await
            .at("/node"),
        &Value::Null
    );
}
