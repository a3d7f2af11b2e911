//! Tests of changes of templates.

mod change;
mod preview;
mod publish;

use serde_json::{Value, json};
use tests::app::TestApp;

use crate::scene::text;

/// A template that passes every check.
pub(crate) const GOOD: &str = "<style>.name { color: rgb(10 20 30) }</style><h1 class=\"name\">{{ recipient.name }}</h1>\
    <p>{{ credential.title }}</p>";

/// Everything that a change of a template answers.
const CHANGED: &str = "outcome
    template { id name version viewerCan publishedVersion { number html } latestVersion { number html publishedAt
        partials { name html } texts { language name text } } history { version change actor } }
    userErrors { code message path }";

/// Asks staff for a change of a template; gives the payload.
async fn change(app: &TestApp, field: &str, input: Value) -> Value {
    let reply = app.staff().mutate(field, input, CHANGED).await;
    reply.at(&format!("/{field}")).clone()
}

/// Makes and publishes a template; gives its id.
pub(crate) async fn published(app: &TestApp, html: &str) -> String {
    let made = change(app, "createTemplate", json!({ "name": "Diploma", "html": html })).await;
    let id = text(&made["template"]["id"]);
    let published = change(app, "publishTemplate", json!({ "id": id })).await;
    assert_eq!(published["outcome"], "UPDATED", "{published:#}");
    id
}
