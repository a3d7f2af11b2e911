//! Tests of making and changing API clients.

mod create;
mod edit;
mod revoke;
mod rotate_key;

use serde_json::{Value, json};
use tests::app::TestApp;
use tests::client::Client;

/// Everything of a client but the key.
const SELECTION: &str =
    "outcome apiClient { id name scopes keyHint state lastUsedAt rotatedAt previousKeyEndsAt expiresAt revokedAt
        createdAt createdBy updatedAt version history { version change changedFields actor } }
    userErrors { code message path }";

/// Asks for a change of a client; gives the payload.
pub(crate) async fn change(client: &Client, field: &str, input: Value) -> Value {
    let key = match field {
        "createApiClient" | "rotateApiClientKey" => "key",
        _ => "",
    };
    client
        .mutate(field, input, &format!("{SELECTION} {key}"))
        .await
        .at(&format!("/{field}"))
        .clone()
}

/// Has staff make a client with these scopes; gives its id and its key.
pub(crate) async fn made(app: &TestApp, name: &str, scopes: &[&str]) -> (String, String) {
    let input = json!({ "name": name, "scopes": scopes });
    let payload = change(&app.staff(), "createApiClient", input).await;
    assert_eq!(payload["outcome"], "CREATED", "{payload:#}");
    (
        crate::scene::text(&payload["apiClient"]["id"]),
        crate::scene::text(&payload["key"]),
    )
}

/// Whoever holds this key.
pub(crate) fn holder(app: &TestApp, key: &str) -> Client {
    app.authorization(&format!("Bearer {key}"))
}
