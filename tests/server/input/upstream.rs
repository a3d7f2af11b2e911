//! Catalogue X: what the catalogue service and the platform answer while the catalogue is copied.

use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::{Value, json};
use server::domain::web_address::Reach;
use tests::app::TestApp;
use tests::database::Engine;
use tests::platform::answer::{Answer, Endpoint};
use tests::platform::catalogue::{Catalogue, Listing, Size};

use super::catalogue::{self, Failures};
use crate::catalogue_scene::{Copy, lines, open, sync};

tests::on_both_engines!(answers_of_other_systems_do_no_harm);

/// Two pages of everything, and no more, because a run is made for every row, twice.
const TINY: Size = Size {
    organizations: 12,
    courses: 12,
    programs: 12,
    pathways: 12,
};
/// Longest time that a run may take that waits for nothing but an answer.
const LIMIT: Duration = Duration::from_secs(15);

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
    /// What it answers when it is asked again, and always from then on.
    later: Option<Said>,
    /// What happens to the listing once its first page was read, or what that page hides.
    moves: Option<Moves>,
    /// Where the catalogue service is said to be; `{authority}` stands for where it is.
    address: Option<String>,
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
    /// The second page says that the first is next.
    Back,
    /// Whichever page is asked for, it has the same record and is not the last.
    SamePage,
    /// Bytes that are no text.
    NoText,
    Shortened,
    Trickle,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Moves {
    /// The first record is deleted: the eleventh becomes the tenth, and is on neither page.
    Deleted,
    /// So it is, and another one is added at the end.
    Replaced,
    /// Another record is added before all others: the tenth becomes the eleventh, and is on both pages.
    Inserted,
    /// Two records are deleted: there is no second page any more.
    Shrunk,
    /// The first page says that it is the last.
    EndsEarly,
    /// One record is gone, and pages do not tell how many there are.
    Uncounted,
    /// One record is gone, and pages tell of it still.
    Miscounted,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Expect {
    /// The run fails so, and the copy is as it was.
    Failure(String),
    /// The run fails because nobody answers in time, and the copy is as it was.
    Timeout,
    /// The run succeeds, says that it did not look for what is gone for this reason, and has removed nothing.
    Doubt(String),
    /// The run succeeds and has removed nothing.
    Kept,
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
            Self::Back => Answer::Edited(|page| {
                if page["previous"] != Value::Null {
                    page["next"] = page["previous"].clone();
                }
            }),
            Self::SamePage => Answer::SamePage(vec![app.platform().catalogue().organizations[0].clone()]),
            Self::NoText => {
                Answer::Bytes(b"{\"count\": 0, \"next\": null, \"results\": [], \"x\": \"\xff\xfe\"}".to_vec())
            }
            Self::Shortened => Answer::Shortened,
            Self::Trickle => Answer::Trickle,
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
        if let Some(answer) = &row.later {
            app.platform().answer_next(row.at.endpoint(), Answer::Edited(|_| ()));
            app.platform().answer_always(row.at.endpoint(), answer.answer(&app));
        }
        if let Some(record) = &row.record {
            put(&app, row.at, record);
        }
        if let Some(moves) = row.moves {
            moves.begin(&app, row.at);
        }
        let n_requests = app.platform().n_requests(row.at.endpoint());
        let began = Instant::now();
        let run = match &row.address {
            None => sync(&app, json!({})).await,
            Some(address) => sync(&elsewhere(&app, address).await, json!({})).await,
        };
        let time = began.elapsed();
        let after = Copy::read(&app).await;
        let mut problems = problems(row, &run);
        if row.expect.changes_nothing() && before != after {
            problems.push("the copy has changed".to_owned());
        }
        if row.expect.removes_nothing() && n_removed(&after) > n_removed(&before) {
            problems.push("something was removed".to_owned());
        }
        if row.address.is_some() && app.platform().n_requests(row.at.endpoint()) > n_requests {
            problems.push("it was asked all the same".to_owned());
        }
        if time > LIMIT {
            problems.push(format!("it takes {time:?}"));
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
        Expect::Timeout => {
            let message = run["failureMessage"].as_str().unwrap_or_default();
            is("FAILED", json!("UNAVAILABLE")) && message.ends_with("there is no answer in time")
        }
        Expect::Doubt(why) => {
            let line = format!(": whether one is gone was not looked for: {why}");
            is("SUCCEEDED", Value::Null) && lines.iter().any(|it| it.starts_with("NOTE") && it.ends_with(&line))
        }
        Expect::Kept => is("SUCCEEDED", Value::Null),
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

impl Expect {
    fn changes_nothing(&self) -> bool {
        match self {
            Self::Failure(_) | Self::Timeout | Self::Skipped(_) | Self::Nothing => true,
            Self::Doubt(_) | Self::Kept | Self::Told(_) => false,
        }
    }

    fn removes_nothing(&self) -> bool {
        match self {
            Self::Failure(_) | Self::Timeout | Self::Skipped(_) | Self::Nothing | Self::Doubt(_) | Self::Kept => true,
            Self::Told(_) => false,
        }
    }
}

fn n_removed(copy: &Copy) -> usize {
    let n_rows = [
        copy.organizations.len(),
        copy.courses.len(),
        copy.course_runs.len(),
        copy.programs.len(),
        copy.pathways.len(),
    ];
    n_rows.iter().sum::<usize>() - copy.n_live().iter().sum::<usize>()
}

impl Moves {
    /// Has the platform do so.
    fn begin(self, app: &TestApp, at: At) {
        let platform = app.platform();
        let after_first_page = |edit: fn(&mut Vec<Value>)| {
            let mut changed = platform.catalogue();
            edit(records(&mut changed, at));
            platform.answer_next(at.endpoint(), Answer::BeforeChange(Box::new(changed)));
        };
        match self {
            Self::Deleted => after_first_page(|it| drop(it.remove(0))),
            Self::Replaced => after_first_page(|it| {
                let first = it.remove(0);
                it.push(another_like(&first));
            }),
            Self::Inserted => after_first_page(|it| it.insert(0, another_like(&it[0]))),
            Self::Shrunk => after_first_page(|it| it.truncate(10)),
            Self::EndsEarly => platform.answer_next(at.endpoint(), Answer::Edited(|page| page["next"] = Value::Null)),
            Self::Uncounted => {
                platform.edit_catalogue(|it| drop(records(it, at).remove(0)));
                let edit: fn(&mut Value) = |page| drop(page.as_object_mut().and_then(|it| it.remove("count")));
                platform.answer_always(at.endpoint(), Answer::Edited(edit));
            }
            Self::Miscounted => {
                platform.edit_catalogue(|it| drop(records(it, at).remove(0)));
                platform.answer_always(at.endpoint(), Answer::Edited(|page| page["count"] = json!(12)));
            }
        }
    }
}

/// The same record under another identity.
fn another_like(record: &Value) -> Value {
    let mut record = record.clone();
    record["uuid"] = json!("5e0f7c4e-3f0b-4d54-9f0a-6f6f6f6f6f6e");
    record
}

/// A server that is told that the catalogue service is at this address.
async fn elsewhere(app: &TestApp, address: &str) -> TestApp {
    let here = app.platform().origin().trim_start_matches("http://");
    let address = address.replace("{authority}", here).parse().expect("an address");
    app.replica_configured(|config| {
        config.reach = Reach::PublicAndLoopback;
        config.catalog.url = Some(address);
    })
    .await
}

fn records(catalogue: &mut Catalogue, at: At) -> &mut Vec<Value> {
    match at.listing().expect("a listing") {
        Listing::Organizations => &mut catalogue.organizations,
        Listing::Courses => &mut catalogue.courses,
        Listing::Programs => &mut catalogue.programs,
        Listing::Pathways => &mut catalogue.pathways,
    }
}

/// Puts fields over the first record of a listing.
fn put(app: &TestApp, at: At, record: &str) {
    let edits: Value = serde_json::from_str(record).expect("a JSON object");
    app.platform().edit_catalogue(|it| {
        let first = records(it, at)[0].as_object_mut().expect("a record");
        for (name, value) in edits.as_object().expect("a JSON object") {
            first.insert(name.clone(), value.clone());
        }
    });
}
