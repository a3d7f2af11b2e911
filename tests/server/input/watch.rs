//! What holds for every row: nothing breaks, nothing leaks, nothing is stored that was refused, nothing takes long, and
//! one log line tells of it without a word of what was sent.

use std::time::{Duration, Instant};

use entity::{credential, credential_history};
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use serde_json::Value;
use server::http::Code;
use tests::app::TestApp;

/// Part of every row's payload; in no log, no metric and no refusal.
pub(super) const CANARY: &str = "canary-3c1f9e";

/// Words of the inside: of Rust, its libraries, and SQL.
const INSIDE: [&str; 22] = [
    "panicked",
    ".rs:",
    "src/",
    "RUST_",
    "backtrace",
    "sqlx",
    "sea_orm",
    "SqlState",
    "SELECT ",
    "INSERT ",
    "UPDATE ",
    "syntax to use near",
    "Error(",
    "Some(",
    "Err(",
    "InvalidRequest",
    "EOF while",
    "invalid type:",
    "expected value at",
    "at line 1 column",
    "async_graphql",
    "hyper",
];

/// An answer may take this long on a machine that does nothing else.
const QUICK: Duration = Duration::from_secs(1);
/// A slower one is fine if it takes no more than so many times what a trivial request takes at that moment.
const SLOWNESS: u32 = 40;

/// An answer to a row.
#[derive(Debug)]
pub(super) struct Seen {
    pub(super) status: u16,
    pub(super) body: String,
    pub(super) took: Duration,
}

/// What a row allows that others do not.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Allowance {
    /// It may write.
    pub(super) writes: bool,
    /// It is not a request that gets as far as the log.
    pub(super) is_unheard: bool,
    /// It waits on purpose.
    pub(super) is_slow: bool,
}

/// Watches a server while a row is sent.
pub(super) struct Watch<'a> {
    app: &'a TestApp,
    log: usize,
    rows: (u64, u64),
}

impl<'a> Watch<'a> {
    /// Takes note of how things are before a row.
    pub(super) async fn begin(app: &'a TestApp) -> Self {
        Self {
            app,
            log: app.log().len(),
            rows: stored(app).await,
        }
    }

    /// What is wrong with an answer, whatever its row expects.
    pub(super) async fn after(self, seen: &Seen, allowance: Allowance) -> Vec<String> {
        let mut problems = Vec::new();
        if seen.status >= 500 {
            problems.push(format!(
                "the input makes the server fail: {} {}",
                seen.status, seen.body
            ));
        }
        problems.extend(leaks(seen));
        problems.extend(self.log(allowance));
        if !allowance.writes && stored(self.app).await != self.rows {
            problems.push("something was stored".to_owned());
        }
        if !allowance.is_slow && seen.took > QUICK {
            let trivial = self.trivial().await;
            if seen.took > trivial * SLOWNESS {
                problems.push(format!("took {:?}, a trivial request {trivial:?}", seen.took));
            }
        }
        problems
    }

    fn log(&self, allowance: Allowance) -> Vec<String> {
        let log = self.app.log();
        let mut problems = Vec::new();
        let mut n_answered = 0;
        for line in log[self.log..].lines() {
            let parsed: Value = serde_json::from_str(line).unwrap_or_default();
            if line.contains(CANARY) {
                problems.push(format!("the log tells what was sent: {line}"));
            }
            if !parsed.is_object() || parsed["level"] == "ERROR" {
                problems.push(format!("a log line that tells of a fault: {line}"));
            }
            n_answered += usize::from(parsed["fields"]["message"] == "answered");
        }
        if n_answered != 1 && !allowance.is_unheard {
            problems.push(format!("{n_answered} log lines tell of the answer"));
        }
        problems
    }

    /// How long a request takes that asks for nothing.
    async fn trivial(&self) -> Duration {
        let began = Instant::now();
        self.app.anonymous().query("{ __typename }").await;
        began.elapsed()
    }
}

/// What an answer must not tell.
fn leaks(seen: &Seen) -> Vec<String> {
    let body: Value = serde_json::from_str(&seen.body).unwrap_or_default();
    let errors = body["errors"].as_array().cloned().unwrap_or_default();
    let mut problems = Vec::new();
    for error in &errors {
        let code = error["extensions"]["code"].as_str().unwrap_or_default();
        if Code::parse(code).is_none() || !error["extensions"]["retryable"].is_boolean() {
            problems.push(format!("an error without a code of the closed list: {error}"));
        }
    }
    let told = if errors.is_empty() {
        seen.body.clone()
    } else {
        body["errors"].to_string()
    };
    if seen.status >= 400 || !errors.is_empty() {
        problems.extend(
            INSIDE
                .iter()
                .filter(|it| told.contains(**it))
                .map(|it| format!("the answer tells of the inside ({it}): {told}")),
        );
        if told.contains(CANARY) {
            problems.push(format!("the refusal repeats what was sent: {told}"));
        }
    }
    problems
}

/// How many credentials there are, and how many changes of them.
async fn stored(app: &TestApp) -> (u64, u64) {
    let credentials = credential::Entity::find().count(app.db()).await;
    let changes = credential_history::Entity::find().count(app.db()).await;
    (credentials.expect("a count"), changes.expect("a count"))
}

/// What is wrong with a server after all rows.
pub(super) async fn end(app: &TestApp) -> Vec<String> {
    let mut problems = Vec::new();
    for path in ["/health/live", "/health/ready"] {
        let reply = app.anonymous().get(path).await;
        if reply.status != 200 {
            problems.push(format!("{path} answers {} {}", reply.status, reply.text));
        }
    }
    let reply = app.learner("ada").query("{ viewer { username } }").await;
    if reply.json["data"]["viewer"]["username"] != "ada" {
        problems.push(format!("no proper answer any more: {}", reply.text));
    }
    let address = app.metrics_address().expect("metrics are on in tests");
    let metrics = reqwest::Client::builder().no_proxy().tls_certs_only([]).build();
    let metrics = metrics.expect("a client").get(format!("http://{address}/metrics"));
    let metrics = metrics.send().await.expect("metrics").text().await.expect("metrics");
    if metrics.contains(CANARY) || !metrics.contains("credentials_http_requests_total") {
        problems.push("a metric tells what was sent".to_owned());
    }
    problems
}
