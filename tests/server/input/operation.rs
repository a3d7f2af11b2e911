//! Catalogues D and V: documents and values, sent as any client would.

use std::collections::BTreeMap;
use std::time::Instant;

use reqwest::Method;
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use serde::Deserialize;
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::client::Reply;
use tests::database::Engine;

use super::catalogue::{self, Failures};
use super::stage::{self, Caller};
use super::text::{Names, Text};
use super::watch::{self, Allowance, CANARY, Seen, Watch};

tests::on_both_engines!(documents_do_no_harm, values_do_no_harm);

async fn documents_do_no_harm(engine: Engine) {
    run(include_str!("../../input/document.toml"), engine).await;
}

async fn values_do_no_harm(engine: Engine) {
    run(include_str!("../../input/value.toml"), engine).await;
}

/// A request, and what must come of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    what: String,
    /// Why something else is expected than the list says.
    #[serde(rename = "note")]
    _note: Option<String>,
    #[serde(rename = "as", default)]
    caller: Caller,
    /// Sent first; must be answered without errors.
    #[serde(default)]
    before: Vec<Step>,
    document: Text,
    /// JSON.
    variables: Option<Text>,
    operation: Option<String>,
    expect: Expect,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    #[serde(rename = "as")]
    caller: Caller,
    document: Text,
    variables: Text,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    #[serde(default = "ok")]
    status: u16,
    /// Code of the first top-level error; without it there must be none.
    code: Option<String>,
    /// Which limit the first error names.
    limit: Option<String>,
    /// All data, as JSON.
    data: Option<Text>,
    /// Code of the first error in the payload of a mutation, which then stores nothing.
    user_error: Option<String>,
    /// Parts of the body by JSON pointer.
    #[serde(default)]
    at: BTreeMap<String, toml::Value>,
    /// Texts that the answer has.
    #[serde(default)]
    says: Vec<Text>,
    /// Texts that the answer has not.
    #[serde(default)]
    hides: Vec<Text>,
    max_bytes: Option<usize>,
    #[serde(default)]
    writes: bool,
}

fn ok() -> u16 {
    200
}

impl catalogue::Row for Row {
    fn name(&self) -> (&str, &str) {
        (&self.id, &self.what)
    }
}

async fn run(text: &str, engine: Engine) {
    let catalogue = catalogue::read::<Row>(text);
    let app = TestApp::start(engine).await;
    let names = stage::set(&app).await.with(&catalogue.names);
    let mut failures = Failures::default();
    for row in &catalogue.rows {
        for step in &row.before {
            let variables: Value = serde_json::from_str(&step.variables.string(&names)).expect("variables are JSON");
            let reply = step
                .caller
                .client(&app)
                .graphql(&step.document.string(&names), variables)
                .await;
            if reply.status != 200 || reply.json.get("errors").is_some() {
                failures.note(row, vec![format!("the step before it fails: {}", reply.text)]);
            }
        }
        let watch = Watch::begin(&app).await;
        let began = Instant::now();
        let reply = send(&app, row, &names).await;
        let seen = Seen {
            status: reply.status.as_u16(),
            body: reply.text.clone(),
            took: began.elapsed(),
        };
        let allowance = Allowance {
            writes: row.expect.writes,
            ..Allowance::default()
        };
        failures.note(row, watch.after(&seen, allowance).await);
        failures.note(row, row.expect.compare(&reply, &names));
    }
    failures.note_end(watch::end(&app).await);
    failures.expect_none();
}

/// Sends a row; a comment and an extension carry the canary, which change nothing about the request.
async fn send(app: &TestApp, row: &Row, names: &Names) -> Reply {
    let variables = match &row.variables {
        None => Value::Null,
        Some(text) => serde_json::from_str(&text.string(names)).expect("variables are JSON"),
    };
    let body = json!({
        "query": format!("{}\n# {CANARY}", row.document.string(names)),
        "operationName": row.operation,
        "variables": variables,
        "extensions": { "note": CANARY },
    });
    let client = row.caller.client(app);
    let request = client
        .request(Method::POST, "/graphql")
        .header(ACCEPT, "application/graphql-response+json")
        .header(CONTENT_TYPE, "application/json")
        .body(body.to_string());
    client.send(request).await
}

impl Expect {
    /// What the answer has otherwise.
    fn compare(&self, reply: &Reply, names: &Names) -> Vec<String> {
        let mut problems = Vec::new();
        let mut expect = |what: &str, found: &Value, expected: &Value| {
            if found != expected {
                problems.push(format!("{what} is {found}, not {expected}: {}", shortened(&reply.text)));
            }
        };
        let body = &reply.json;
        expect("status", &json!(reply.status.as_u16()), &json!(self.status));
        let error = &body["errors"][0]["extensions"];
        expect("code", &error["code"], &json!(self.code));
        if let Some(limit) = &self.limit {
            expect("limit", &error["limit"], &json!(limit));
        }
        if self.status == 400 {
            expect("data", &body["data"], &Value::Null);
        }
        if let Some(data) = &self.data {
            let data = serde_json::from_str(&data.string(names)).expect("data is JSON");
            expect("data", &body["data"], &data);
        }
        if let Some(code) = &self.user_error {
            let payload = body["data"]
                .as_object()
                .and_then(|it| it.values().next())
                .unwrap_or(&Value::Null);
            expect("user error", &payload["userErrors"][0]["code"], &json!(code));
            if payload.get("outcome").is_some() {
                expect("outcome", &payload["outcome"], &json!("REFUSED"));
            }
        }
        for (pointer, expected) in &self.at {
            let expected = serde_json::to_value(expected).expect("TOML is JSON");
            let expected = match expected {
                Value::String(text) => Value::String(names.fill(&text)),
                other => other,
            };
            expect(pointer, body.pointer(pointer).unwrap_or(&Value::Null), &expected);
        }
        let n_errors = body["errors"].as_array().map_or(0, Vec::len);
        expect(
            "whether there are more than ten errors",
            &json!(n_errors > 10),
            &json!(false),
        );
        if let Some(max) = self.max_bytes {
            expect("whether it is too long", &json!(reply.text.len() > max), &json!(false));
        }
        for (texts, is_there) in [(&self.says, true), (&self.hides, false)] {
            for text in texts {
                let text = text.string(names);
                expect(&text, &json!(reply.text.contains(&text)), &json!(is_there));
            }
        }
        problems
    }
}

/// The beginning of an answer.
pub(super) fn shortened(text: &str) -> String {
    text.chars().take(600).collect()
}
