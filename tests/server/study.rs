//! What stories of learner records begin with: a program of three courses, and words for earning and grading runs of them.

use chrono::TimeDelta;
use entity::{course, course_run, program};
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::build;
use tests::database::Engine;

use crate::scene::{award, course_run as run_object, merged, text};

/// A running server with a program of three courses: the first has two runs in the program and one outside, the others one run each.
pub(crate) struct Study {
    /// The server.
    pub(crate) app: TestApp,
    /// The program.
    pub(crate) program: program::Model,
    /// Its courses, in order.
    pub(crate) courses: Vec<course::Model>,
    /// Runs of the program: two of the first course, one of each other.
    pub(crate) runs: Vec<course_run::Model>,
    /// A run of the first course that is not in the program.
    pub(crate) outside: course_run::Model,
}

impl Study {
    /// Starts it.
    pub(crate) async fn open(engine: Engine) -> Self {
        Self::of(TestApp::start(engine).await).await
    }

    /// Adds the program to a server that runs already.
    pub(crate) async fn of(app: TestApp) -> Self {
        let db = app.db();
        let owner = build::organization("Wexcombe University").insert(db).await;
        let mut courses = Vec::new();
        for title in ["Statistics", "Programming", "Ethics"] {
            courses.push(build::course(title).owned_by(&owner).insert(db).await);
        }
        let mut runs = Vec::new();
        for course in [&courses[0], &courses[0], &courses[1], &courses[2]] {
            runs.push(build::course_run(course).insert(db).await);
        }
        let outside = build::course_run(&courses[0]).insert(db).await;
        let mut program = build::program("Data Science").authored_by(&owner);
        for run in &runs {
            program = program.with_run(run);
        }
        let program = program.insert(db).await;
        build::configuration_of_program(&program).insert(db).await;
        Self {
            app,
            program,
            courses,
            runs,
            outside,
        }
    }

    /// Lets Ada earn a run; gives the certificate number.
    pub(crate) async fn earn(&self, run: &course_run::Model, more: Value) -> String {
        let input = json!({ "username": "ada", "learningObject": run_object(run.key.as_str()) });
        let payload = award(&self.app.service(), merged(input, more)).await;
        assert_eq!(payload["userErrors"], json!([]), "{payload:#}");
        text(&payload["credential"]["uuid"])
    }

    /// Lets Ada earn the program.
    pub(crate) async fn complete(&self) -> String {
        let object = json!({ "type": "PROGRAM", "id": self.program.uuid });
        let input = json!({ "username": "ada", "learningObject": object });
        text(&award(&self.app.service(), input).await["credential"]["uuid"])
    }

    /// Grades Ada in a run.
    pub(crate) async fn grade(&self, run: &course_run::Model, percent: &str, letter: &str) {
        let item = json!({ "username": "ada", "courseKey": run.key, "percent": percent, "letter": letter });
        self.app
            .service()
            .mutate("recordGrades", json!({ "items": [item] }), "userErrors { code }")
            .await
            .data();
        self.app.advance(TimeDelta::minutes(1));
    }

    /// Lets Ada end a link to the record, named by its id.
    pub(crate) async fn end_share(&self, id: &str) {
        self.app
            .learner("ada")
            .mutate("revokeRecordShare", json!({ "id": id }), "outcome")
            .await
            .data();
    }

    /// Lets Ada share the record; gives the link's id and token.
    pub(crate) async fn share(&self, more: Value) -> (String, String) {
        let input = merged(json!({ "program": self.program.uuid }), more);
        let reply = self
            .app
            .learner("ada")
            .mutate("shareRecord", input, "recordShare { id url } userErrors { code }")
            .await;
        assert_eq!(reply.at("/shareRecord/userErrors"), &json!([]));
        let url = reply.text_at("/shareRecord/recordShare/url");
        let token = url.rsplit('/').next().expect("a token").to_owned();
        (reply.text_at("/shareRecord/recordShare/id").to_owned(), token)
    }
}
