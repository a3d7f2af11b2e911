//! `credentials sync-users`: compare people with their accounts on the learning platform now, and tell how far it has come.

use std::io::IsTerminal as _;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::bail;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use tokio::sync::watch;

use super::signals::{INTERRUPTED, Signals};
use crate::client::ClientError;
use crate::clock::Clock;
use crate::config::Config;
use crate::context::Ctx;
use crate::service::user::sync::{Ended, Progress, make_all_due, sync_due};
use crate::store::Database;

/// Pause after the first time that the platform does not answer; doubles each time.
const FIRST_PAUSE: Duration = Duration::from_secs(2);
/// After so many times in a row the command gives up.
const MAX_FAILURES: u32 = 5;

/// Whom to compare.
#[derive(Args, Debug)]
pub(super) struct SyncUsers {
    /// Everybody, not only those who are due.
    #[arg(long)]
    all: bool,
}

pub(super) async fn run(config: Config, arguments: SyncUsers) -> anyhow::Result<ExitCode> {
    let mut signals = Signals::listen()?;
    let (stop, stopping) = watch::channel(false);
    let database = Database::connect(&config.database_url, Some(config.limits.execution)).await?;
    let work = Box::pin(async {
        database.check().await?;
        let ctx = Ctx::new(database.clone(), Clock::system(), Arc::new(config)).stopped_by(stopping);
        compare(&ctx, &arguments).await
    });
    let result = signals.bound(&stop, work).await;
    database.close().await;
    result
}

async fn compare(ctx: &Ctx, arguments: &SyncUsers) -> anyhow::Result<ExitCode> {
    if arguments.all {
        make_all_due(ctx).await?;
    }
    let meter = Meter::new();
    let result = work_off(ctx, &meter).await;
    meter.clear();
    let (progress, failure) = result?;
    super::print(&report(progress))?;
    match failure {
        None => Ok(ExitCode::SUCCESS),
        Some(error) => bail!("the learning platform: {error}; the next run goes on where this one was"),
    }
}

/// Goes on while the platform answers now and then, and waits as long as it asks for in between.
async fn work_off(ctx: &Ctx, meter: &Meter) -> anyhow::Result<(Progress, Option<ClientError>)> {
    let mut whole = Progress::default();
    let mut pause = FIRST_PAUSE;
    let mut n_failures = 0;
    loop {
        let ended = sync_due(ctx, &|progress| meter.show(whole, progress)).await?;
        let (progress, error) = match ended {
            Ended::Done(progress) => (progress, None),
            Ended::Stopped(progress, error) => (progress, Some(error)),
            Ended::Elsewhere => bail!("somebody else compares people with their accounts right now"),
            Ended::LetGo => bail!(INTERRUPTED),
            Ended::NotConfigured => bail!("platform.url is not set: there is no learning platform to ask"),
        };
        whole += Progress {
            // Those who were not reached are due in the next run again.
            n_due: progress.n_compared + progress.n_skipped,
            ..progress
        };
        if progress.n_compared > 0 {
            (pause, n_failures) = (FIRST_PAUSE, 0);
        }
        n_failures += 1;
        match error {
            Some(ClientError::Unavailable { retry_after, why }) if n_failures < MAX_FAILURES => {
                let wait = retry_after.unwrap_or_default().max(pause);
                tracing::warn!(
                    "the learning platform does not answer: {why}; trying again in {} s",
                    wait.as_secs()
                );
                tokio::time::sleep(wait).await;
                pause *= 2;
            }
            error => return Ok((whole, error)),
        }
    }
}

/// Shows how far it has come where somebody looks on.
struct Meter(Option<ProgressBar>);

impl Meter {
    fn new() -> Self {
        if !std::io::stderr().is_terminal() {
            return Self(None);
        }
        let bar = ProgressBar::new(0);
        if let Ok(style) = ProgressStyle::with_template("{prefix:>8} {bar:40} {pos}/{len} {msg}") {
            bar.set_style(style);
        }
        bar.set_prefix("people");
        Self(Some(bar))
    }

    fn show(&self, mut whole: Progress, progress: Progress) {
        let Some(bar) = &self.0 else { return };
        whole += progress;
        bar.set_length(whole.n_due);
        bar.set_position(whole.n_compared + whole.n_skipped);
        bar.set_message(format!("{} changed", whole.n_changed));
    }

    fn clear(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

/// What a run has done, for people.
fn report(progress: Progress) -> String {
    let Progress {
        n_due: _,
        n_compared,
        n_changed,
        n_unknown,
        n_conflicts,
        n_skipped,
    } = progress;
    format!(
        "{n_compared} compared, {n_changed} changed, {n_unknown} unknown to the platform, {n_conflicts} with another's name, \
         {n_skipped} left for later\n"
    )
}
