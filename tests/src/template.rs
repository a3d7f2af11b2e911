//! Templates of certificates, checked and published: a test that needs one says what it looks like, and nothing of how it is measured.

use serde_json::{Value, json};

use crate::app::TestApp;

/// Every trial certificate, as the API calls it.
pub const SAMPLES: [&str; 14] = [
    "PLAIN",
    "LONG_NAMES",
    "LONG_WORD",
    "RIGHT_TO_LEFT",
    "NO_LOGO",
    "NO_ORGANIZATION",
    "NO_SIGNATORY",
    "MANY_SIGNATORIES",
    "MANY_ORGANIZATIONS",
    "HOSTILE",
    "UNUSUAL",
    "BARE_COURSE_RUN",
    "EXPIRING",
    "UNKNOWN_LANGUAGE",
];

/// What somebody would tell who measured this height of each, in CSS pixels: narrow, and with all of its text.
#[must_use]
pub fn sheets(height: f64) -> Vec<Value> {
    let sheet = |sample: &str| json!({ "sample": sample, "height": height, "width": 300.0, "isTextCutOff": false });
    SAMPLES.into_iter().map(sheet).collect()
}

/// The version of a template as it is now.
pub async fn version(app: &TestApp, id: &Value) -> Value {
    let document = "query($id: ID!) { template(id: $id) { version } }";
    let told = app.staff().graphql(document, json!({ "id": id })).await;
    told.at("/template/version").clone()
}

/// Has the newest version of a template checked, as staff, with sheets that fit any page.
///
/// # Panics
/// When it does not pass.
pub async fn check(app: &TestApp, id: &Value) {
    let input = json!({ "id": id, "expectedVersion": version(app, id).await, "sheets": sheets(500.0) });
    let selection = "problems { kind message sample } userErrors { code message }";
    let reply = app.staff().mutate("checkTemplate", input, selection).await;
    let fine = json!({ "problems": [], "userErrors": [] });
    assert_eq!(reply.at("/checkTemplate"), &fine, "{}", reply.text);
}

/// Checks and publishes the newest version of a template.
///
/// # Panics
/// When it does not pass.
pub async fn publish(app: &TestApp, id: &Value) {
    check(app, id).await;
    let input = json!({ "id": id });
    let reply = app
        .staff()
        .mutate("publishTemplate", input, "userErrors { code message }")
        .await;
    assert_eq!(reply.at("/publishTemplate/userErrors"), &json!([]), "{}", reply.text);
}
