//! What stories of records begin with: a program of four courses, in which Ada has come some way.

use chrono::TimeDelta;
use entity::{course_run, program};
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::build;

/// The program, and its runs: two of the first course, one of each other.
pub(crate) struct Study {
    pub(crate) program: program::Model,
    pub(crate) runs: Vec<course_run::Model>,
}

impl Study {
    /// Adds the program to a server.
    pub(crate) async fn of(app: &TestApp) -> Self {
        let db = app.db();
        let university = build::organization("Wexcombe University").insert(db).await;
        let mut runs = Vec::new();
        for (title, n_runs) in [("Statistics", 2), ("Programming", 1), ("Ethics", 1), ("Databases", 1)] {
            let course = build::course(title).owned_by(&university).insert(db).await;
            for _ in 0..n_runs {
                runs.push(build::course_run(&course).insert(db).await);
            }
        }
        let program = build::program("Data Science").authored_by(&university);
        let program = runs.iter().fold(program, build::Program::with_run).insert(db).await;
        build::configuration_of_program(&program).insert(db).await;
        Self { program, runs }
    }

    /// Lets Ada earn the first course twice, with grades; the second without one; the third is revoked, the fourth not begun.
    pub(crate) async fn progress(&self, app: &TestApp) {
        for run in &self.runs[..4] {
            award(app, run).await;
            app.advance(TimeDelta::days(1));
        }
        grade(app, &self.runs[0], "0.8", "B").await;
        grade(app, &self.runs[1], "0.9125", "A").await;
        let object = json!({ "type": "COURSE_RUN", "id": self.runs[3].key });
        let input = json!({ "username": "ada", "learningObject": object, "reason": "copied" });
        app.staff().mutate("revokeCredential", input, "outcome").await.data();
        app.advance(TimeDelta::minutes(1));
    }

    /// The path of the record.
    pub(crate) fn path(&self) -> String {
        format!("/records/{}", self.program.uuid)
    }
}

async fn award(app: &TestApp, run: &course_run::Model) {
    let object = json!({ "type": "COURSE_RUN", "id": run.key });
    let input = json!({ "username": "ada", "recipientName": "Ada Lovelace", "learningObject": object });
    done(app, "awardCredential", input).await;
}

async fn grade(app: &TestApp, run: &course_run::Model, percent: &str, letter: &str) {
    let item = json!({ "username": "ada", "courseKey": run.key, "percent": percent, "letter": letter });
    done(app, "recordGrades", json!({ "items": [item] })).await;
}

async fn done(app: &TestApp, mutation: &str, input: Value) {
    let reply = app
        .service()
        .mutate(mutation, input, "userErrors { code message }")
        .await;
    assert_eq!(reply.at(&format!("/{mutation}/userErrors")), &json!([]));
}
