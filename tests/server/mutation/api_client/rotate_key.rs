//! `rotateApiClientKey`.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::client::Client;
use tests::database::Engine;

use super::{change, holder, made};
use crate::scene::{refusals, text};
use crate::stored::Stored;

tests::on_both_engines!(
    keys_overlap_for_as_long_as_was_chosen,
    key_that_leaked_ends_at_once,
    what_cannot_be_is_refused
);

async fn counts(client: &Client) -> bool {
    let reply = client.query("{ viewer { id } }").await;
    match reply.codes().as_slice() {
        [] => true,
        ["UNAUTHENTICATED"] => false,
        other => panic!("{other:?}"),
    }
}

async fn keys_overlap_for_as_long_as_was_chosen(engine: Engine) {
    let app = TestApp::start(engine).await;
    let (id, first) = made(&app, "LMS", &["CREDENTIALS_READ"]).await;
    let rotate = async |minutes: i32| {
        let payload = change(
            &app.staff(),
            "rotateApiClientKey",
            json!({ "id": id, "overlapMinutes": minutes }),
        )
        .await;
        assert_eq!(payload["outcome"], "UPDATED", "{payload:#}");
        payload
    };
    let payload = rotate(10).await;
    let second = text(&payload["key"]);
    assert_ne!(first, second);
    let client = &payload["apiClient"];
    assert_eq!(client["rotatedAt"], json!(app.now().to_rfc3339()));
    assert_eq!(
        client["previousKeyEndsAt"],
        json!((app.now() + TimeDelta::minutes(10)).to_rfc3339())
    );
    assert!(second.starts_with(client["keyHint"].as_str().expect("a hint")));
    assert_eq!(
        client["history"][1]["changedFields"],
        json!(["key_hint", "previous_key_ends_at", "rotated_at"])
    );
    let (one, two) = (holder(&app, &first), holder(&app, &second));
    assert!(counts(&one).await && counts(&two).await);
    app.advance(TimeDelta::seconds(599));
    assert!(counts(&one).await);
    app.advance(TimeDelta::seconds(1));
    assert!(!counts(&one).await && counts(&two).await);
    // A second rotation within the overlap ends the key before the one before.
    let third = text(&rotate(10).await["key"]);
    let fourth = text(&rotate(10).await["key"]);
    assert!(!counts(&two).await);
    assert!(counts(&holder(&app, &third)).await && counts(&holder(&app, &fourth)).await);
}

async fn key_that_leaked_ends_at_once(engine: Engine) {
    let app = TestApp::start(engine).await;
    let (id, first) = made(&app, "LMS", &["CREDENTIALS_READ"]).await;
    let leaked = holder(&app, &first);
    assert!(counts(&leaked).await);
    let input = json!({ "id": id, "overlapMinutes": 0, "expectedVersion": 1 });
    let payload = change(&app.staff(), "rotateApiClientKey", input.clone()).await;
    assert_eq!(payload["apiClient"]["previousKeyEndsAt"], Value::Null);
    assert!(!counts(&leaked).await && counts(&holder(&app, &text(&payload["key"]))).await);
    // Sent again by mistake, it does not take the key away that was just told.
    let before = Stored::read(&app).await.audit;
    let again = change(&app.staff(), "rotateApiClientKey", input).await;
    assert_eq!(
        (refusals(&again)[0].0.as_str(), &again["key"]),
        ("VERSION_CONFLICT", &Value::Null)
    );
    assert_eq!(Stored::read(&app).await.audit, before);
}

async fn what_cannot_be_is_refused(engine: Engine) {
    let app = TestApp::start(engine).await;
    let (id, _) = made(&app, "LMS", &["CREDENTIALS_READ"]).await;
    let (gone, _) = made(&app, "Gone", &["CREDENTIALS_READ"]).await;
    change(&app.staff(), "revokeApiClient", json!({ "id": gone })).await;
    let before = Stored::read(&app).await;
    let nobody = "apiClient:5e0f7c4e-3f0b-4d54-9f0a-6f6f6f6f6f6f";
    for (input, code, path) in [
        (
            json!({ "id": id, "overlapMinutes": -1 }),
            "INVALID_OVERLAP_MINUTES",
            "overlapMinutes",
        ),
        (
            json!({ "id": id, "overlapMinutes": 10081 }),
            "INVALID_OVERLAP_MINUTES",
            "overlapMinutes",
        ),
        (json!({ "id": gone, "overlapMinutes": 0 }), "REVOKED", "id"),
        (json!({ "id": nobody, "overlapMinutes": 0 }), "NOT_FOUND", "id"),
        (
            json!({ "id": id, "overlapMinutes": 0, "expectedVersion": 0 }),
            "INVALID_EXPECTED_VERSION",
            "expectedVersion",
        ),
    ] {
        let refused = change(&app.staff(), "rotateApiClientKey", input).await;
        assert_eq!(
            refusals(&refused),
            [(code.to_owned(), format!("input.{path}"))],
            "{refused:#}"
        );
    }
    assert_eq!(Stored::read(&app).await, before);
}
