//! Catalogue C: settings and surroundings, given to the real program.

mod process;

use std::collections::BTreeMap;
use std::time::Duration;

use sea_orm::ConnectionTrait as _;
use serde::Deserialize;
use tests::database::{Database, Engine};

use self::process::Ended;
pub(crate) use self::process::program;
use super::catalogue::{self, Failures};
use super::text::{Names, Text};

tests::on_both_engines!(settings_do_no_harm);

/// In every row's surroundings; never printed.
const SECRET: &str = "hunter2-hunter2-hunter2-hunter2-hunter2";
/// A wrong setting ends the program at once; a busy machine may need longer to start it at all.
const AT_ONCE: Duration = Duration::from_secs(5);

/// A command in its surroundings, and what must come of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    what: String,
    /// Why something else is expected than the list says.
    #[serde(rename = "note")]
    _note: Option<String>,
    /// Commands that must succeed first.
    #[serde(default)]
    before: Vec<String>,
    #[serde(default = "check_config")]
    command: String,
    /// Environment variables beside or instead of the usual ones.
    #[serde(default)]
    env: BTreeMap<String, Text>,
    /// Usual variables to leave out.
    #[serde(default)]
    without: Vec<String>,
    /// Content of the file of settings.
    file: Option<Text>,
    /// Further files in `${dir}`.
    #[serde(default)]
    files: BTreeMap<String, Text>,
    /// What the shell does before the program starts.
    shell: Option<String>,
    /// Signals to send once it serves, or waits.
    #[serde(default = "terminate")]
    signals: Vec<String>,
    expect: Expect,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    exit: i32,
    /// Texts that its last line has.
    #[serde(default)]
    says: Vec<Text>,
    /// Whether it says on standard output that it listens.
    #[serde(default)]
    listens: bool,
    /// What it logs while it waits.
    logs: Option<String>,
}

fn check_config() -> String {
    "check-config".to_owned()
}

fn terminate() -> Vec<String> {
    vec!["TERM".to_owned()]
}

impl catalogue::Row for Row {
    fn name(&self) -> (&str, &str) {
        (&self.id, &self.what)
    }
}

async fn settings_do_no_harm(engine: Engine) {
    let catalogue = catalogue::read::<Row>(include_str!("../../input/configuration.toml"));
    let program = program().await;
    let databases = Databases::new(engine).await;
    let busy = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let mut names = Names::default();
    names.set("secret", SECRET);
    names.set("database", databases.migrated.url().as_str());
    names.set("newer_database", databases.newer.url().as_str());
    names.set("busy_address", busy.local_addr().expect("an address").to_string());
    let names = names.with(&catalogue.names);
    let mut failures = Failures::default();
    for row in &catalogue.rows {
        let folder = tempfile::tempdir().expect("a folder");
        let empty = Database::empty(engine).await.expect("a database");
        let mut names = names.clone();
        names.set("dir", folder.path().to_str().expect("a path in UTF-8"));
        names.set("empty_database", empty.url().as_str());
        let mut problems = Vec::new();
        for command in &row.before {
            let ended = row.run(program, command, &folder, &names, &[]).await;
            if ended.exit != Some(0) {
                problems.push(format!("{command} fails before: {}", ended.stderr));
            }
        }
        let ended = row.run(program, &row.command, &folder, &names, &row.signals).await;
        problems.extend(row.expect.compare(&ended, &names));
        problems.extend(ended.problems);
        failures.note(row, problems);
    }
    failures.expect_none();
}

/// Databases that rows share, since nothing changes them.
struct Databases {
    migrated: Database,
    newer: Database,
}

impl Databases {
    async fn new(engine: Engine) -> Self {
        let migrated = Database::fresh(engine).await.expect("a database");
        let newer = Database::fresh(engine).await.expect("a database");
        let statement = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m2999_01_01_000001_later', 0)";
        newer
            .connection()
            .execute_unprepared(statement)
            .await
            .expect("a migration of later times");
        Self { migrated, newer }
    }
}

impl Expect {
    /// What happened otherwise.
    fn compare(&self, ended: &Ended, names: &Names) -> Vec<String> {
        let mut problems = Vec::new();
        let Ended {
            exit,
            stdout,
            stderr,
            took,
            ..
        } = ended;
        if *exit != Some(self.exit) {
            problems.push(format!("ends with {exit:?}, not {}: {stderr}", self.exit));
        }
        if stdout.contains("hunter2") || stderr.contains("hunter2") {
            problems.push(format!("tells a secret: {stdout}{stderr}"));
        }
        if stderr.contains("panicked") {
            problems.push(format!("panics: {stderr}"));
        }
        let last = stderr.lines().last().unwrap_or_default();
        for text in &self.says {
            let text = text.string(names);
            if !last.contains(&text) {
                problems.push(format!("does not say {text:?}: {last}"));
            }
        }
        if self.exit == 78 {
            if stderr.lines().count() != 1 || !stdout.is_empty() {
                problems.push(format!("says more than one line: {stdout}{stderr}"));
            }
            if self.says.is_empty() {
                problems.push("the row does not tell which setting is named".to_owned());
            }
            if *took > AT_ONCE {
                problems.push(format!("takes {took:?} to notice"));
            }
        }
        let listens = serde_json::from_str::<serde_json::Value>(stdout).is_ok_and(|it| it["listening"].is_string());
        if listens != self.listens {
            problems.push(format!("listens: {listens}; {stderr}"));
        }
        problems
    }
}
