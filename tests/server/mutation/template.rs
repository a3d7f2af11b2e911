//! Tests of changes of templates.

mod change;
mod check;
mod preview;
mod publish;

use entity::template_version;
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _, Set};
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::template;

use crate::scene::{Scene, merged, text};

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

/// Has certificates of the scene's program drawn by a template, and more of its configuration changed.
pub(crate) async fn follow(scene: &Scene, html: &str, more: Value) {
    let id = published(&scene.app, html).await;
    let input = merged(json!({ "learningObject": scene.program(), "template": id }), more);
    let edited = scene.app.staff().mutate("editConfiguration", input, "outcome").await;
    assert_eq!(edited.at("/editConfiguration/outcome"), "UPDATED", "{}", edited.text);
}

/// Leaves the only version of a template as an upgrade of the language might: it cannot be drawn any more.
pub(crate) async fn break_version(app: &TestApp) {
    let version = template_version::Entity::find().one(app.db()).await;
    let version = version.expect("a query").expect("a version");
    let mut source = version.source.clone();
    source.html = "{{ what_no_longer_is }}".into();
    let mut version = version.into_active_model();
    version.source = Set(source);
    version.update(app.db()).await.expect("a broken version");
}
