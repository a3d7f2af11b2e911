//! Catalogue U: bytes that are uploaded, and what is served of them afterwards.

mod picture;

pub(crate) use picture::picture;

use std::time::Instant;

use reqwest::{Body, Method};
use serde::Deserialize;
use serde_json::json;
use tests::app::TestApp;
use tests::client::Reply;
use tests::database::Engine;

use super::catalogue::{self, Failures};
use super::operation::shortened;
use super::stage::Caller;
use super::watch::{self, Allowance, CANARY, Seen, Watch};

tests::on_both_engines!(uploads_do_no_harm);

/// An upload, and what must come of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    what: String,
    /// Why something else is expected than the list says.
    #[serde(rename = "note")]
    _note: Option<String>,
    #[serde(rename = "as", default = "staff")]
    caller: Caller,
    bytes: String,
    #[serde(rename = "type")]
    content_type: Option<String>,
    #[serde(default = "logo")]
    name: String,
    #[serde(default)]
    chunked: bool,
    expect: Expect,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    status: u16,
    code: Option<String>,
    /// Which limit it is about.
    limit: Option<String>,
    /// What it is called afterwards.
    name: Option<String>,
}

fn staff() -> Caller {
    Caller::Staff
}

fn logo() -> String {
    "logo".to_owned()
}

impl catalogue::Row for Row {
    fn name(&self) -> (&str, &str) {
        (&self.id, &self.what)
    }
}

async fn uploads_do_no_harm(engine: Engine) {
    let catalogue = catalogue::read::<Row>(include_str!("../../input/upload.toml"));
    let app = TestApp::start(engine).await;
    let mut failures = Failures::default();
    for row in &catalogue.rows {
        let watch = Watch::begin(&app).await;
        let began = Instant::now();
        let reply = send(&app, row).await;
        let seen = Seen {
            status: reply.status.as_u16(),
            body: reply.text.clone(),
            took: began.elapsed(),
        };
        failures.note(row, watch.after(&seen, Allowance::default()).await);
        failures.note(row, row.expect.compare(&reply));
        failures.note(row, harm(&app, &reply).await);
    }
    failures.note_end(watch::end(&app).await);
    failures.expect_none();
}

async fn send(app: &TestApp, row: &Row) -> Reply {
    let client = row.caller.client(app);
    let name: String = url::form_urlencoded::byte_serialize(row.name.as_bytes()).collect();
    let mut request = client.request(Method::POST, &format!("/assets?name={name}&x={CANARY}"));
    if let Some(content_type) = &row.content_type {
        request = request.header("content-type", content_type);
    }
    let bytes = picture::bytes(&row.bytes);
    if bytes.len() > 1 << 20 && !row.chunked {
        return announce(app, row, bytes.len()).await;
    }
    let body = if row.chunked {
        let pieces: Vec<Result<Vec<u8>, std::io::Error>> = bytes.chunks(16 << 10).map(|it| Ok(it.to_vec())).collect();
        Body::wrap_stream(futures_util::stream::iter(pieces))
    } else {
        Body::from(bytes)
    };
    client.send(request.body(body)).await
}

/// Announces a body that is not sent: the answer must not wait for it.
async fn announce(app: &TestApp, row: &Row, length: usize) -> Reply {
    let token = row
        .caller
        .persona()
        .map(|it| app.platform().token_of(it).expect("a token"));
    let authorization = token
        .map(|it| format!("Authorization: JWT {it}\r\n"))
        .unwrap_or_default();
    let content_type = row.content_type.as_deref().unwrap_or_default();
    let raw = app
        .raw(format!(
            "POST /assets HTTP/1.1\r\nHost: {}\r\n{authorization}Content-Type: {content_type}\r\n\
             Content-Length: {length}\r\nConnection: close\r\n\r\n",
            app.address()
        ))
        .await;
    let text = raw.text();
    let body = text.split("\r\n\r\n").nth(1).unwrap_or_default().to_owned();
    Reply {
        status: reqwest::StatusCode::from_u16(raw.status().unwrap_or_default()).expect("a status"),
        headers: reqwest::header::HeaderMap::new(),
        json: serde_json::from_str(&body).unwrap_or_default(),
        text: body,
    }
}

impl Expect {
    fn compare(&self, reply: &Reply) -> Vec<String> {
        let mut problems = Vec::new();
        if reply.status.as_u16() != self.status {
            problems.push(format!(
                "status {}, not {}: {}",
                reply.status,
                self.status,
                shortened(&reply.text)
            ));
        }
        let code = &reply.json["errors"][0]["extensions"]["code"];
        if *code != json!(self.code) {
            problems.push(format!("code {code}, not {:?}", self.code));
        }
        let limit = &reply.json["errors"][0]["extensions"]["limit"];
        if self.limit.is_some() && *limit != json!(self.limit) {
            problems.push(format!("limit {limit}, not {:?}", self.limit));
        }
        let name = &reply.json["asset"]["name"];
        if self.name.is_some() && *name != json!(self.name) {
            problems.push(format!("is called {name}, not {:?}", self.name));
        }
        problems
    }
}

/// What is wrong with what is served of an upload that was taken.
async fn harm(app: &TestApp, reply: &Reply) -> Vec<String> {
    let asset = &reply.json["asset"];
    let Some(hash) = asset["hash"].as_str() else {
        return Vec::new();
    };
    let client = app.anonymous();
    let request = client.request(Method::GET, &format!("/assets/{hash}"));
    let served = request.send().await.expect("an answer");
    let headers = served.headers().clone();
    let mut problems = Vec::new();
    let kind = asset["kind"].as_str().unwrap_or_default();
    for (name, expected) in [
        ("content-type", format!("image/{kind}")),
        ("x-content-type-options", "nosniff".to_owned()),
        ("content-security-policy", "sandbox; default-src 'none'".to_owned()),
        ("cache-control", "public, max-age=31536000, immutable".to_owned()),
        ("cross-origin-resource-policy", "cross-origin".to_owned()),
    ] {
        let found = headers.get(name).and_then(|it| it.to_str().ok()).unwrap_or_default();
        if found != expected {
            problems.push(format!("served with {name}: {found}"));
        }
    }
    let bytes = served.bytes().await.expect("bytes").to_vec();
    if asset["byteSize"] != bytes.len() {
        problems.push(format!("{} bytes are served of {}", bytes.len(), asset["byteSize"]));
    }
    for left in ["<script", "PK\u{3}\u{4}", "GPS", "secret place", "javascript"] {
        if bytes.windows(left.len()).any(|it| it == left.as_bytes()) {
            problems.push(format!("{left:?} is served as it was sent"));
        }
    }
    problems
}
