//! Tests of changes of templates.

mod change;
mod check;
mod preview;
mod publish;

use serde_json::{Value, json};
use tests::app::TestApp;
use tests::template;

use crate::scene::text;

/// A template that passes every check.
pub(crate) const GOOD: &str = "<style>.name { color: rgb(10 20 30) }</style><h1 class=\"name\">{{ recipient.name }}</h1>\
    <p>{{ credential.title }}</p>";

/// Everything that a change of a template answers.
const CHANGED: &str = "outcome
    template { id name version viewerCan publishedVersion { number html } latestVersion { number html checkedAt checkedBy publishedAt
        partials { name html } texts { language name text } } history { version change actor } }
    userErrors { code message path }";

/// Asks staff for a change of a template; gives the payload.
async fn change(app: &TestApp, field: &str, input: Value) -> Value {
    let reply = app.staff().mutate(field, input, CHANGED).await;
    reply.at(&format!("/{field}")).clone()
}

/// Has the newest version of a template checked; gives the payload.
async fn check(app: &TestApp, id: &str, sheets: &[Value]) -> Value {
    let version = template::version(app, &json!(id)).await;
    let input = json!({ "id": id, "expectedVersion": version, "sheets": sheets });
    let selection = format!("problems {{ kind message partial line sample }} {CHANGED}");
    let reply = app.staff().mutate("checkTemplate", input, &selection).await;
    reply.at("/checkTemplate").clone()
}

/// Makes and publishes a template; gives its id.
pub(crate) async fn published(app: &TestApp, html: &str) -> String {
    let made = change(app, "createTemplate", json!({ "name": "Diploma", "html": html })).await;
    let id = text(&made["template"]["id"]);
    template::publish(app, &made["template"]["id"]).await;
    id
}
