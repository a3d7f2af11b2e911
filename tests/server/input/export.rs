//! Catalogue E: what people and catalogues call things, taken along in a file for spreadsheets.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::json;
use tests::app::TestApp;
use tests::build;
use tests::database::Engine;

use super::catalogue::{self, Failures};
use super::text::{Names, Text};
use crate::scene::course_run;

tests::on_both_engines!(files_do_no_harm);

/// Something with a hostile name, and what becomes of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    what: String,
    /// Why something else is expected than the list says.
    #[serde(rename = "note")]
    _note: Option<String>,
    /// Title of the program.
    #[serde(default = "plain")]
    program: Text,
    /// Title of the course.
    #[serde(default = "plain")]
    course: Text,
    /// Name of the organization that offers the course.
    #[serde(default = "plain")]
    school: Text,
    /// Full name of the learner.
    #[serde(default = "plain")]
    learner: Text,
    /// Letter of the grade.
    letter: Option<Text>,
    /// Whether the learner has earned anything at all.
    #[serde(default = "yes")]
    earned: bool,
    expect: Expect,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    /// Cells of the row by their columns; none where the file has a header alone.
    #[serde(default)]
    cells: BTreeMap<String, Text>,
    /// The header field that names the file.
    disposition: Option<String>,
}

fn plain() -> Text {
    Text::Plain("Plain".to_owned())
}

fn yes() -> bool {
    true
}

impl catalogue::Row for Row {
    fn name(&self) -> (&str, &str) {
        (&self.id, &self.what)
    }
}

async fn files_do_no_harm(engine: Engine) {
    let catalogue = catalogue::read::<Row>(include_str!("../../input/export.toml"));
    let app = TestApp::start(engine).await;
    let names = Names::default().with(&catalogue.names);
    let mut failures = Failures::default();
    for (index, row) in catalogue.rows.iter().enumerate() {
        failures.note(row, row.problems(&app, &names, &format!("learner{index}")).await);
    }
    failures.expect_none();
}

impl Row {
    async fn problems(&self, app: &TestApp, names: &Names, username: &str) -> Vec<String> {
        let db = app.db();
        let owner = build::organization(&self.school.string(names)).insert(db).await;
        let course = build::course(&self.course.string(names))
            .owned_by(&owner)
            .insert(db)
            .await;
        let run = build::course_run(&course).insert(db).await;
        let program = build::program(&self.program.string(names))
            .with_run(&run)
            .insert(db)
            .await;
        let service = app.service();
        let name = self.learner.string(names);
        let other = "course-v1:Other+O1+R1";
        let key = if self.earned { run.key.as_str() } else { other };
        let input = json!({ "username": username, "recipientName": name, "learningObject": course_run(key) });
        service.mutate("awardCredential", input, "outcome").await.data();
        if let Some(letter) = &self.letter {
            let item =
                json!({ "username": username, "courseKey": key, "percent": "1", "letter": letter.string(names) });
            service
                .mutate("recordGrades", json!({ "items": [item] }), "results { outcome }")
                .await
                .data();
        }
        let path = format!("/records/{}.csv?username={username}", program.uuid);
        let reply = app.staff().get(&path).await;
        let mut problems = Vec::new();
        if reply.status != 200 {
            return vec![format!("status {}: {}", reply.status, reply.text)];
        }
        if let Some(expected) = &self.expect.disposition
            && reply.header("content-disposition") != Some(expected)
        {
            problems.push(format!("{:?}, not {expected:?}", reply.header("content-disposition")));
        }
        let mut reader = csv::Reader::from_reader(reply.text.as_bytes());
        let columns = reader.headers().expect("a header").clone();
        let rows: Vec<csv::StringRecord> = reader.records().map(|it| it.expect("a row")).collect();
        if rows.len() != usize::from(self.earned) {
            problems.push(format!("{} rows: {}", rows.len(), reply.text));
        }
        for (column, expected) in &self.expect.cells {
            let place = columns.iter().position(|it| it == column).expect("a column");
            let expected = expected.string(names);
            let found = rows.first().and_then(|it| it.get(place)).unwrap_or_default();
            if found != expected {
                problems.push(format!("{column} is {found:?}, not {expected:?}"));
            }
        }
        problems
    }
}
