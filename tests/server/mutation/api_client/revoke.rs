//! `revokeApiClient`.

use serde_json::json;
use tests::app::TestApp;
use tests::database::Engine;

use super::{change, holder, made};
use crate::scene::{refusals, text};
use crate::stored::Stored;

tests::on_both_engines!(revoked_client_is_refused_from_the_next_request_on);

async fn revoked_client_is_refused_from_the_next_request_on(engine: Engine) {
    let app = TestApp::start(engine).await;
    let (id, first) = made(&app, "LMS", &["CREDENTIALS_READ"]).await;
    let rotated = change(
        &app.staff(),
        "rotateApiClientKey",
        json!({ "id": id, "overlapMinutes": 60 }),
    )
    .await;
    let keys = [first, text(&rotated["key"])];
    let other = app.replica().await;
    for key in &keys {
        holder(&app, key).query("{ viewer { id } }").await.data();
        holder(&other, key).query("{ viewer { id } }").await.data();
    }
    let stale = change(
        &app.staff(),
        "revokeApiClient",
        json!({ "id": id, "expectedVersion": 1 }),
    )
    .await;
    assert_eq!(refusals(&stale)[0].0, "VERSION_CONFLICT");
    let revoked = change(
        &app.staff(),
        "revokeApiClient",
        json!({ "id": id, "expectedVersion": 2 }),
    )
    .await;
    assert_eq!(
        (&revoked["outcome"], &revoked["apiClient"]["state"]),
        (&json!("REVOKED"), &json!("REVOKED"))
    );
    assert_eq!(revoked["apiClient"]["revokedAt"], json!(app.now().to_rfc3339()));
    assert_eq!(revoked["apiClient"]["history"][2]["change"], "DEACTIVATED");
    for key in &keys {
        for app in [&app, &other] {
            let refused = holder(app, key).query("{ viewer { id } }").await;
            assert_eq!(refused.codes(), ["UNAUTHENTICATED"], "{}", refused.text);
        }
    }
    let before = Stored::read(&app).await;
    let again = change(&app.staff(), "revokeApiClient", json!({ "id": id })).await;
    assert_eq!(again["outcome"], "UNCHANGED");
    assert_eq!(Stored::read(&app).await, before);
}
