//! Runs the program in the surroundings of a row, and listens to it until it ends.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::OnceCell;
use tokio::time::timeout;

use super::{Expect, Row};
use crate::input::text::Names;

/// Nothing that the program does here takes longer.
const PATIENCE: Duration = Duration::from_secs(30);

/// How a program ended, and what it said.
#[derive(Debug)]
pub(super) struct Ended {
    pub(super) exit: Option<i32>,
    pub(super) stdout: String,
    pub(super) stderr: String,
    pub(super) took: Duration,
    pub(super) problems: Vec<String>,
}

/// The program itself, as cargo builds it from the present sources.
pub(crate) async fn program() -> &'static Path {
    static PROGRAM: OnceCell<PathBuf> = OnceCell::const_new();
    PROGRAM
        .get_or_init(async || {
            let mut cargo = Command::new(env!("CARGO"));
            cargo.args([
                "build",
                "--workspace",
                "--bin",
                "credentials",
                "--message-format",
                "json",
            ]);
            if !cfg!(debug_assertions) {
                cargo.arg("--release");
            }
            let output = cargo
                .current_dir(env!("CARGO_MANIFEST_DIR"))
                .output()
                .await
                .expect("cargo runs");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8_lossy(&output.stdout)
                .lines()
                .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
                .find_map(|it| it["executable"].as_str().map(PathBuf::from))
                .expect("cargo tells where the program is")
        })
        .await
}

impl Row {
    /// Runs a command in the row's surroundings until it ends; a server gets `signals`.
    pub(super) async fn run(
        &self,
        program: &Path,
        command: &str,
        folder: &TempDir,
        names: &Names,
        signals: &[String],
    ) -> Ended {
        for (name, content) in &self.files {
            std::fs::write(folder.path().join(name), content.bytes(names)).expect("a file");
        }
        let mut process = match &self.shell {
            None => Command::new(program),
            Some(shell) => {
                let mut process = Command::new("sh");
                process
                    .args(["-c", &format!("{shell} && exec \"$0\" \"$@\"")])
                    .arg(program);
                process
            }
        };
        if let Some(content) = &self.file {
            let file = folder.path().join("settings.toml");
            std::fs::write(&file, content.bytes(names)).expect("a file");
            process.arg("--config").arg(file);
        }
        process.args(command.split(' ')).env_clear().current_dir(folder.path());
        for (name, value) in self.environment(names) {
            process.env(name, value);
        }
        let began = Instant::now();
        let mut child = process
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("the program starts");
        let talk = async {
            let mut ended = accompany(&self.expect, &mut child, command, signals).await;
            ended.exit = child.wait().await.expect("an end").code();
            ended
        };
        let ended = timeout(PATIENCE, talk).await;
        let took = began.elapsed();
        match ended {
            Ok(ended) => Ended { took, ..ended },
            Err(_) => Ended {
                exit: None,
                stdout: String::new(),
                stderr: String::new(),
                took,
                problems: vec!["it does not end".to_owned()],
            },
        }
    }

    fn environment(&self, names: &Names) -> BTreeMap<String, String> {
        let issuer = r#"[{"issuer":"https://lms.example.org","algorithms":["HS256"],"secret":"${secret}"}]"#;
        let usual = [
            ("CREDENTIALS_DATABASE_URL", "${database}"),
            ("CREDENTIALS_LISTEN", "127.0.0.1:0"),
            ("CREDENTIALS_JWT_ISSUERS", issuer),
        ];
        let mut environment: BTreeMap<String, String> = usual
            .into_iter()
            .filter(|(name, _)| !self.without.iter().any(|it| it == name))
            .map(|(name, value)| (name.to_owned(), names.fill(value)))
            .collect();
        environment.extend(self.env.iter().map(|(name, value)| (name.clone(), value.string(names))));
        environment
    }
}

/// Reads what the program says; once a server serves, or waits as expected, it is told to stop.
async fn accompany(expect: &Expect, child: &mut Child, command: &str, signals: &[String]) -> Ended {
    let id = child.id().expect("the program runs").to_string();
    let mut stdout = BufReader::new(child.stdout.take().expect("standard output"));
    let mut stderr = BufReader::new(child.stderr.take().expect("standard error")).lines();
    let mut problems = Vec::new();
    let (mut said, mut complained) = (String::new(), String::new());
    if command == "serve" {
        let heard = async {
            match &expect.logs {
                None => drop(stdout.read_line(&mut said).await),
                Some(text) => {
                    while let Ok(Some(line)) = stderr.next_line().await {
                        complained += &line;
                        complained.push('\n');
                        if line.contains(text) {
                            break;
                        }
                    }
                }
            }
        };
        heard.await;
        if !said.is_empty() || expect.logs.is_some() {
            for signal in signals {
                // One that has ended already cannot be told anything.
                drop(
                    Command::new("kill")
                        .args([&format!("-{signal}"), &id])
                        .stderr(Stdio::null())
                        .status()
                        .await,
                );
            }
        }
    }
    let rest = async {
        while let Ok(Some(line)) = stderr.next_line().await {
            complained += &line;
            complained.push('\n');
        }
    };
    let ((), ended) = tokio::join!(rest, stdout.read_to_string(&mut said));
    if ended.is_err() {
        problems.push("standard output is no text".to_owned());
    }
    Ended {
        exit: None,
        stdout: said,
        stderr: complained,
        took: Duration::ZERO,
        problems,
    }
}
