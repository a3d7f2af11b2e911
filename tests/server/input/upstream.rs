//! Catalogue X: what the catalogue service and the platform answer while the catalogue is copied.

use serde::Deserialize;
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::database::Engine;
use tests::platform::answer::{Answer, Endpoint};
use tests::platform::catalogue::{Catalogue, Listing, Size};

use super::catalogue::{self, Failures};
use crate::catalogue_scene::{Copy, lines, open, sync};

tests::on_both_engines!(answers_of_other_systems_do_no_harm);

/// Few pages, because a run is made for every row, twice.
const TINY: Size = Size {
    organizations: 6,
    courses: 6,
    programs: 6,
    pathways: 6,
};

/// An answer or a record, and what becomes of the run.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    what: String,
    /// Who answers so.
    at: At,
    /// What it answers, to every request.
    answer: Option<Said>,
    /// What its first record says instead: a JSON object, put over the record; null takes a field away.
    record: Option<String>,
    expect: Expect,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum At {
    Token,
    Organizations,
    Courses,
    Programs,
    Pathways,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Said {
    Status(u16),
    Html,
    Text(String),
    Huge(usize),
    Endless,
    GzipBomb(usize),
    /// `{here}` and `{elsewhere}` stand for addresses.
    Redirect(String),
    RetryAfter(u16, String),
    CutOff,
    Stalled,
    /// So many lists within each other.
    Nested(usize),
    /// An empty page that says that this one is next.
    Next(String),
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Expect {
    /// The run fails so, and the copy is as it was.
    Failure(String),
    /// The run succeeds and leaves a record out for this reason.
    Skipped(String),
    /// The run succeeds with this line among its changes.
    Told(String),
    /// The run succeeds and nothing has changed.
    Nothing,
}

impl catalogue::Row for Row {
    fn name(&self) -> (&str, &str) {
        (&self.id, &self.what)
    }
}

impl At {
    fn endpoint(self) -> Endpoint {
        match self.listing() {
            None => Endpoint::AccessToken,
            Some(listing) => Endpoint::Catalogue(listing),
        }
    }

    fn listing(self) -> Option<Listing> {
        match self {
            Self::Token => None,
            Self::Organizations => Some(Listing::Organizations),
            Self::Courses => Some(Listing::Courses),
            Self::Programs => Some(Listing::Programs),
            Self::Pathways => Some(Listing::Pathways),
        }
    }
}

impl Said {
    fn answer(&self, app: &TestApp) -> Answer {
        let filled = |text: &str| {
            text.replace("{here}", app.platform().origin())
                .replace("{elsewhere}", "http://127.0.0.1:9")
        };
        match self {
            Self::Status(status) => Answer::Status(*status),
            Self::Html => Answer::Html,
            Self::Text(text) => Answer::Text(text.clone()),
            Self::Huge(n_bytes) => Answer::Huge(*n_bytes),
            Self::Endless => Answer::Endless,
            Self::GzipBomb(n_bytes) => Answer::GzipBomb(*n_bytes),
            Self::Redirect(to) => Answer::Redirect(filled(to)),
            Self::RetryAfter(status, pause) => Answer::RetryAfter(*status, pause.clone()),
            Self::CutOff => Answer::CutOff,
            Self::Stalled => Answer::Stalled,
            Self::Nested(depth) => Answer::Text(format!("{{\"results\": {}", "[".repeat(*depth))),
            Self::Next(next) => Answer::Json(json!({ "count": 1, "next": filled(next), "results": [] })),
        }
    }
}

async fn answers_of_other_systems_do_no_harm(engine: Engine) {
    let catalogue = catalogue::read::<Row>(include_str!("../../input/upstream.toml"));
    let app = open(engine).await;
    app.platform()
        .list(Catalogue::generate(7, TINY, app.platform().origin()));
    sync(&app, json!({})).await;
    let mut failures = Failures::default();
    for row in &catalogue.rows {
        let (before, listed) = (Copy::read(&app).await, app.platform().catalogue());
        if let Some(answer) = &row.answer {
            app.platform().answer_always(row.at.endpoint(), answer.answer(&app));
        }
        if let Some(record) = &row.record {
            put(&app, row.at, record);
        }
        let run = sync(&app, json!({})).await;
        let after = Copy::read(&app).await;
        let mut problems = problems(row, &run);
        if matches!(row.expect, Expect::Failure(_) | Expect::Skipped(_) | Expect::Nothing) && before != after {
            problems.push("the copy has changed".to_owned());
        }
        app.platform().behave(row.at.endpoint());
        app.platform().list(listed);
        let recovered = sync(&app, json!({})).await;
        if recovered["state"] != "SUCCEEDED" {
            problems.push(format!("the next run does not recover: {recovered}"));
        }
        if app.log().contains("\"ERROR\"") {
            problems.push(format!("the log tells of a fault: {}", app.log()));
        }
        failures.note(row, problems);
    }
    failures.expect_none();
}

fn problems(row: &Row, run: &Value) -> Vec<String> {
    let is = |state: &str, failure: Value| run["state"] == state && run["failure"] == failure;
    let lines = lines(run);
    let is_expected = match &row.expect {
        Expect::Failure(code) => is("FAILED", json!(code)),
        Expect::Skipped(why) => {
            is("SUCCEEDED", Value::Null)
                && lines
                    .iter()
                    .any(|it| it.starts_with("SKIPPED") && it.ends_with(why.as_str()))
        }
        Expect::Told(line) => is("SUCCEEDED", Value::Null) && lines.iter().any(|it| it.contains(line.as_str())),
        Expect::Nothing => is("SUCCEEDED", Value::Null) && lines.is_empty(),
    };
    if is_expected {
        Vec::new()
    } else {
        vec![format!("not {:?}, but {run}", row.expect)]
    }
}

/// Puts fields over the first record of a listing.
fn put(app: &TestApp, at: At, record: &str) {
    let edits: Value = serde_json::from_str(record).expect("a JSON object");
    app.platform().edit_catalogue(|it| {
        let records = match at.listing().expect("a listing") {
            Listing::Organizations => &mut it.organizations,
            Listing::Courses => &mut it.courses,
            Listing::Programs => &mut it.programs,
            Listing::Pathways => &mut it.pathways,
        };
        let first = records[0].as_object_mut().expect("a record");
        for (name, value) in edits.as_object().expect("a JSON object") {
            first.insert(name.clone(), value.clone());
        }
    });
}
