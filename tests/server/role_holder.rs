//! People of the platform who are learners there, and whose roles are for the site to say.

use serde_json::json;
use tests::app::TestApp;
use tests::client::Client;
use tests::persona::ADA;
use tests::platform::token::TokenSpec;

/// A token of somebody who is called so and has this number.
pub(crate) fn token(username: &str, number: i64) -> TokenSpec {
    TokenSpec::of(&ADA)
        .claim("preferred_username", username)
        .claim("user_id", number)
        .claim("name", format!("{username} of the office"))
        .claim("email", format!("{username}@staff.example.org"))
}

/// Calls as somebody to whom this role was granted at the default site.
pub(crate) async fn holder(app: &TestApp, username: &str, number: i64, role: &str) -> Client {
    let client = app.bearer(&token(username, number));
    client.query("{ viewer { id } }").await.data();
    assert_eq!(grant(&app.superuser(), username, role).await, "GRANTED");
    client
}

/// Grants a role; tells what became of it.
pub(crate) async fn grant(client: &Client, username: &str, role: &str) -> String {
    change(client, "grantRole", username, role).await
}

/// Revokes a role; tells what became of it.
pub(crate) async fn revoke(client: &Client, username: &str, role: &str) -> String {
    change(client, "revokeRole", username, role).await
}

async fn change(client: &Client, mutation: &str, username: &str, role: &str) -> String {
    let input = json!({ "username": username, "role": role });
    let reply = client.mutate(mutation, input, "outcome userErrors { code path }").await;
    reply.text_at(&format!("/{mutation}/outcome")).to_owned()
}
