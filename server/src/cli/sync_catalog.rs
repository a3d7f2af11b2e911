//! `credentials sync-catalog`: copy the catalogue now, and tell how far it has come.

mod report;

use std::io::IsTerminal as _;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use clap::Args;
use entity::{SyncState, site};
use indicatif::{ProgressBar, ProgressStyle};
use tokio::sync::watch;

use self::report::report;
use super::signals::{INTERRUPTED, Signals};
use crate::clock::Clock;
use crate::config::Config;
use crate::context::Ctx;
use crate::domain::catalogue_sync::{Counts, Kind, Progress};
use crate::service;
use crate::service::catalogue_sync::{Ended, Options};
use crate::store::{self, Database};

/// How to copy the catalogue.
#[derive(Args, Debug)]
pub(super) struct SyncCatalog {
    /// Id or name of the site; the default site without it.
    #[arg(long)]
    site: Option<String>,
    /// Only find out what would change.
    #[arg(long)]
    dry_run: bool,
    /// Remove more than a fifth of a kind, too.
    #[arg(long)]
    allow_mass_delete: bool,
}

pub(super) async fn run(config: Config, arguments: SyncCatalog) -> anyhow::Result<ExitCode> {
    let mut signals = Signals::listen()?;
    let (stop, stopping) = watch::channel(false);
    let database = Database::connect(&config.database_url, Some(config.limits.execution)).await?;
    let work = Box::pin(async {
        database.check().await?;
        let ctx = Ctx::new(database.clone(), Clock::system(), Arc::new(config)).stopped_by(stopping);
        copy(&ctx, arguments).await
    });
    let result = signals.bound(&stop, work).await;
    database.close().await;
    result
}

async fn copy(ctx: &Ctx, arguments: SyncCatalog) -> anyhow::Result<ExitCode> {
    let SyncCatalog {
        site,
        dry_run,
        allow_mass_delete,
    } = arguments;
    let site = find_site(ctx, site.as_deref()).await?;
    let options = Options {
        is_dry_run: dry_run,
        allows_mass_delete: allow_mass_delete,
    };
    let row = service::catalogue_sync::enqueue_or_take_up(ctx, &site, options).await?;
    let meter = Meter::new();
    let ended = service::catalogue_sync::work_off(ctx, row, &|progress| meter.show(progress)).await?;
    meter.clear();
    match ended {
        Ended::LetGo => bail!(INTERRUPTED),
        Ended::Elsewhere => bail!("somebody else copies this catalogue right now"),
        Ended::Done(row) => {
            super::print(&report(&row)?)?;
            match (row.state, &row.error) {
                (SyncState::Failed, Some(error)) => bail!("{error}"),
                _ => Ok(ExitCode::SUCCESS),
            }
        }
    }
}

async fn find_site(ctx: &Ctx, name: Option<&str>) -> anyhow::Result<site::Model> {
    let Some(name) = name else {
        return Ok((*service::site::default_site(ctx).await?).clone());
    };
    let all = store::site::list(&ctx.db.read).await?;
    let found = all.into_iter().find(|it| it.id.to_string() == name || it.name == name);
    found.with_context(|| format!("there is no site {name:?}"))
}

/// Shows how far a run has come: a bar where somebody looks on, a line for each listing elsewhere.
enum Meter {
    Bar(ProgressBar),
    Lines(std::sync::Mutex<Option<Kind>>),
}

impl Meter {
    fn new() -> Self {
        if !std::io::stderr().is_terminal() {
            return Self::Lines(std::sync::Mutex::default());
        }
        let bar = ProgressBar::new(0);
        if let Ok(style) = ProgressStyle::with_template("{prefix:>16} {bar:40} {pos}/{len} {msg}") {
            bar.set_style(style);
        }
        Self::Bar(bar)
    }

    fn show(&self, progress: &Progress) {
        let Some(place) = progress.place else { return };
        let counts = progress.counts.get(&place.listing).copied().unwrap_or_default();
        match self {
            Self::Bar(bar) => {
                bar.set_prefix(format!("{}s", place.listing.noun()));
                bar.set_length(place.n_items.unwrap_or_default());
                bar.set_position(total(counts).into());
                bar.set_message(format!("{} new, {} changed", counts.added, counts.changed));
            }
            Self::Lines(last) => {
                let mut last = last.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                if *last != Some(place.listing) {
                    tracing::info!("copying {}s", place.listing.noun());
                    *last = Some(place.listing);
                }
            }
        }
    }

    fn clear(&self) {
        if let Self::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}

fn total(counts: Counts) -> u32 {
    counts.added + counts.changed + counts.unchanged + counts.skipped
}
