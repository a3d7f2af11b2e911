//! Catalogue H: requests that HTTP or GraphQL over HTTP does not know, byte by byte.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Deserialize;
use tests::app::TestApp;
use tests::database::Engine;

use super::catalogue::{self, Failures};
use super::exchange::{Answer, Request};
use super::operation::shortened;
use super::stage::{self, Caller};
use super::text::{Names, Text};
use super::watch::{self, Allowance, Seen, Watch};

tests::on_both_engines!(requests_do_no_harm);

/// How long the hasty server waits for what does not come.
const HASTE: Duration = Duration::from_millis(400);

/// A request, and what must come of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    id: String,
    what: String,
    /// Why something else is expected than the list says.
    #[serde(rename = "note")]
    _note: Option<String>,
    #[serde(rename = "as", default)]
    caller: Caller,
    #[serde(default)]
    pub(super) request: Request,
    /// Whether the request stops half-way: it goes to a server that does not wait long.
    #[serde(default)]
    stalls: bool,
    pub(super) expect: Expect,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Expect {
    /// Zero for no answer at all: the connection ends.
    status: u16,
    /// Code of the first error; without it there must be none.
    code: Option<String>,
    /// Header fields of the answer.
    #[serde(default)]
    headers: BTreeMap<String, String>,
    /// Header fields that the answer must not have.
    #[serde(default)]
    no_headers: Vec<String>,
    /// Texts that the body must have.
    #[serde(default)]
    says: Vec<Text>,
    /// Texts that neither header nor body may have.
    #[serde(default)]
    hides: Vec<Text>,
    /// Whether the HTTP library itself refuses it, before there is a request to log.
    #[serde(default)]
    unheard: bool,
}

impl catalogue::Row for Row {
    fn name(&self) -> (&str, &str) {
        (&self.id, &self.what)
    }
}

async fn requests_do_no_harm(engine: Engine) {
    let catalogue = catalogue::read::<Row>(include_str!("../../input/http.toml"));
    let app = TestApp::start(engine).await;
    let hasty = TestApp::configured(engine, |config| {
        config.limits.header = HASTE;
        config.limits.body = HASTE;
    })
    .await;
    let names = stage::set(&app).await.with(&catalogue.names);
    let mut hasty_names = stage::set(&hasty).await.with(&catalogue.names);
    hasty_names.set("address", hasty.address().to_string());
    let mut failures = Failures::default();
    for row in &catalogue.rows {
        let (app, names) = if row.stalls {
            (&hasty, &hasty_names)
        } else {
            (&app, &names)
        };
        failures.note(row, row.problems(app, names).await);
    }
    failures.note_end(watch::end(&app).await);
    failures.note_end(watch::end(&hasty).await);
    failures.expect_none();
}

/// The same names, and the caller's token as `${token}`.
fn with_token(app: &TestApp, caller: Caller, names: &Names) -> Names {
    let mut names = names.clone();
    if let Some(persona) = caller.persona() {
        names.set("token", app.platform().token_of(persona).expect("a token"));
    }
    names
}

impl Row {
    /// Sends the request; tells what comes of it that should not.
    pub(super) async fn problems(&self, app: &TestApp, names: &Names) -> Vec<String> {
        let names = &with_token(app, self.caller, names);
        let watch = Watch::begin(app).await;
        let answer = self.request.send(app, names).await;
        let seen = Seen {
            status: answer.status.unwrap_or_default(),
            body: answer.body.clone(),
            took: answer.took,
        };
        let allowance = Allowance {
            is_unheard: self.expect.unheard,
            is_slow: self.stalls,
            ..Allowance::default()
        };
        let mut problems = watch.after(&seen, allowance).await;
        problems.extend(self.expect.compare(&answer, names));
        problems
    }
}

impl Expect {
    /// What the answer has otherwise.
    pub(super) fn compare(&self, answer: &Answer, names: &Names) -> Vec<String> {
        let mut problems = Vec::new();
        let status = answer.status.unwrap_or_default();
        if status != self.status {
            problems.push(format!(
                "status {status}, not {}: {}",
                self.status,
                shortened(&answer.body)
            ));
        }
        if answer.code() != self.code.as_deref() {
            problems.push(format!("code {:?}, not {:?}", answer.code(), self.code));
        }
        if !answer.is_closed {
            problems.push("the connection stays open".to_owned());
        }
        for (name, expected) in &self.headers {
            let (found, expected) = (answer.headers.get(name), names.fill(expected));
            if found != Some(&expected) {
                problems.push(format!("header {name} is {found:?}, not {expected:?}"));
            }
        }
        for name in &self.no_headers {
            if let Some(value) = answer.headers.get(name) {
                problems.push(format!("there is a header {name}: {value}"));
            }
        }
        for text in &self.says {
            let text = text.string(names);
            if !answer.body.contains(&text) {
                problems.push(format!("the answer lacks {text}: {}", shortened(&answer.body)));
            }
        }
        for text in &self.hides {
            let text = text.string(names);
            if answer.body.contains(&text) || answer.headers.values().any(|it| it.contains(&text)) {
                problems.push(format!("the answer has {text}"));
            }
        }
        problems
    }
}
