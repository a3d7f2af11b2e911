//! `cargo xtask test`: the only definition of passing. Continuous integration calls exactly this.
//!
//! Everything is tried even when something failed, so that one run tells all there is to repair. The last line is the sum
//! of all tests.

mod check;
mod summary;

use anyhow::{Result, bail};
use clap::Args;

use self::summary::Summary;
use crate::process::Task;
use crate::tool::mariadb::{Defaults, MariaDb, Storage};
use crate::tool::{apt, npm};
use crate::{Session, app, progress};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Leave out the app: neither build it nor run the browser tests.
    #[arg(long)]
    quick: bool,
    /// Only tests whose name contains one of these; then the checks of the code itself are left out.
    filter: Vec<String>,
}

impl Options {
    /// No flag and no filter.
    pub(crate) fn everything() -> Self {
        Self {
            quick: false,
            filter: Vec::new(),
        }
    }
}

pub(crate) fn run(session: &Session, options: &Options) -> Result<()> {
    let mut failed: Vec<String> = Vec::new();
    let mut attempt = |what: &str, result: Result<()>| -> Result<()> {
        session.interrupt.check()?;
        if let Err(error) = result {
            println!("{error:#}");
            failed.push(what.to_owned());
        }
        Ok(())
    };

    if !options.quick {
        apt::ensure(session, &[apt::CHROMIUM, apt::CHROMEDRIVER])?;
    }
    apt::ensure(session, &[apt::PDFTOTEXT])?;
    npm::ensure(session)?;
    if options.filter.is_empty() {
        progress::headline("Checks");
        for check in check::ALL {
            attempt(check.name, check.run(session))?;
        }
    }
    if !options.quick {
        progress::headline("App");
        attempt("building the app", app::build(session))?;
        attempt("size of the app", app::check_size(session))?;
    }

    progress::headline("Tests");
    let database = MariaDb::start(session, Storage::Fast, Defaults::Careful)?;
    let careless = MariaDb::start(session, Storage::Fast, Defaults::Careless)?;
    let mut summary = Summary::default();
    let is_content = Task::cargo(&session.workspace)?
        .env("CREDENTIALS_TEST_MYSQL_URL", database.url())
        .env("CREDENTIALS_TEST_CARELESS_MYSQL_URL", careless.url())
        .args(test_arguments(options))
        .run_with(&session.interrupt, |line| {
            print!("{line}");
            summary.read(line);
        })?;
    if !is_content {
        failed.push("tests".to_owned());
    }
    drop((database, careless));

    println!();
    progress::note(&format!("logs: {}", session.workspace.logs.display()));
    progress::note(&format!("took {}", progress::time(session.started.elapsed())));
    if !failed.is_empty() {
        println!("  failed: {}", failed.join(", "));
    }
    println!("{summary}");
    if failed.is_empty() {
        Ok(())
    } else {
        bail!("not everything passed: {}", failed.join(", "))
    }
}

fn test_arguments(options: &Options) -> Vec<String> {
    let mut arguments: Vec<String> = ["test", "--workspace", "--no-fail-fast"].map(str::to_owned).into();
    if options.quick {
        let without_browser = [
            "--exclude",
            "web",
            "--lib",
            "--bins",
            "--test",
            "server",
            "--test",
            "tidy",
        ];
        arguments.extend(without_browser.map(str::to_owned));
    }
    arguments.push("--".to_owned());
    if progress::has_color() {
        arguments.push("--color=always".to_owned());
    }
    arguments.extend(options.filter.iter().cloned());
    arguments
}

#[cfg(test)]
mod tests {
    use super::{Options, test_arguments};

    #[test]
    fn filter_reaches_the_test_programs() {
        let options = Options {
            quick: false,
            filter: vec!["revoke".to_owned(), "award".to_owned()],
        };
        let arguments = test_arguments(&options);
        let separator = arguments.iter().position(|it| it == "--").expect("a separator");
        assert!(arguments[separator..].ends_with(&["revoke".to_owned(), "award".to_owned()]));
    }
}
