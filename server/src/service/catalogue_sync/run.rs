//! Working a run off: page by page, each in one transaction.

mod ending;
mod listing;
mod logo;
mod page;
mod plan;
mod reference;
mod removal;

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use entity::{SyncError, SyncState, catalog_sync, site};
use serde_json::json;

use self::listing::{LISTINGS, Pass};
use self::page::Page;
use self::plan::{Outcome, Writes};
use self::reference::{References, Seen};
use self::removal::Gone;
use super::{LEASE, lease_name};
use crate::context::Ctx;
use crate::domain::catalogue_sync::{Changes, Doubt, Kind, Place, Progress};
use crate::policy::{Action, Actor, Permit, authorize};
use crate::service::platform::{self, CatalogueSource};
use crate::service::retry::{Missed, commit, retry};
use crate::service::{Fault, lease, program_completion, site as sites};
use crate::store;
use crate::store::lease::Hold;

/// Longest message of a failure, in characters.
const MAX_ERROR: usize = 500;

/// How a run ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Ended {
    /// It has reached its end, or was given up: the row says which.
    Done(Box<catalog_sync::Model>),
    /// Somebody else works at it.
    Elsewhere,
    /// The process stops; whoever works next goes on where this one was.
    LetGo,
}

/// Why a run stops before its end.
#[derive(Debug)]
enum Stop {
    /// It is given up.
    Failed(SyncError, String),
    /// Somebody else has taken it over.
    Overtaken,
    /// No fault of the catalogue: the run stays as it is, to be taken up again.
    Fault(Fault),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// A run in the hands of whoever works at it.
struct Run<'a> {
    ctx: &'a Ctx,
    permit: &'a Permit,
    source: CatalogueSource,
    /// Where the world reaches the site, whose own pictures need no copies.
    public_url: String,
    hold: &'a Hold,
    row: catalog_sync::Model,
    progress: Progress,
    changes: Changes,
    references: References,
    seen: Seen,
    pass: Pass,
    /// What the catalogue service kept before the run, by kind.
    live: BTreeMap<Kind, Vec<Gone>>,
    /// Why it is not known what is gone, by listing.
    doubts: BTreeMap<Kind, Doubt>,
    observe: &'a (dyn Fn(&Progress) + Sync),
}

/// Works off a run that waits, or one whose worker has gone. Where `row` allows a mass deletion that was not allowed when the run was
/// asked for, it is allowed from now on. `observe` is told after every page how far it has come.
pub async fn work_off(
    ctx: &Ctx,
    row: catalog_sync::Model,
    observe: &(dyn Fn(&Progress) + Sync),
) -> Result<Ended, Fault> {
    let permit = authorize(&Actor::Anonymous, Action::CopyCatalogue).map_err(|it| Fault::Internal(it.into()))?;
    let site = sites::of_row(ctx, row.site_id).await?;
    let Some(hold) = claim(ctx, &permit, &site).await? else {
        return Ok(Ended::Elsewhere);
    };
    let work = Box::pin(under_lease(ctx, (&permit, &hold), &site, row, observe));
    let ended = lease::under(ctx, &permit, &hold, work).await?;
    Ok(ended.unwrap_or(Ended::LetGo))
}

/// The same once the site's catalogue is claimed.
async fn under_lease(
    ctx: &Ctx,
    (permit, hold): (&Permit, &Hold),
    site: &site::Model,
    row: catalog_sync::Model,
    observe: &(dyn Fn(&Progress) + Sync),
) -> Result<Ended, Fault> {
    // Read again under the lease: whoever held it before may have ended the run.
    let active = store::catalog_sync::find_active(&ctx.db.read, site.id).await?;
    let allows_mass_delete = row.allows_mass_delete;
    let Some(mut row) = active.filter(|it| it.id == row.id) else {
        lease::release(ctx, permit, hold).await?;
        return Ok(Ended::Elsewhere);
    };
    row.allows_mass_delete |= allows_mass_delete;
    let Some(source) = platform::catalogue_source(ctx, site) else {
        let message = "the site has no catalogue service any more".to_owned();
        return ending::give_up(ctx, permit, hold, row, SyncError::NotConfigured, message).await;
    };
    let mut run = Run {
        progress: serde_json::from_value(row.progress.clone()).unwrap_or_default(),
        changes: Changes::of(serde_json::from_value(row.changes.clone()).unwrap_or_default()),
        references: References::read(ctx, site.id).await?,
        seen: Seen::default(),
        pass: Pass::Copy(None),
        live: removal::live(ctx, site.id).await?,
        doubts: BTreeMap::new(),
        ctx,
        permit,
        source,
        public_url: sites::public_url(ctx, site),
        hold,
        row,
        observe,
    };
    let outcome = run.copy().await;
    run.end(outcome).await
}

/// Claims a site's catalogue; none while somebody else has it.
async fn claim(ctx: &Ctx, permit: &Permit, site: &site::Model) -> Result<Option<Hold>, Fault> {
    lease::claim(ctx, permit, &lease_name(site.id), LEASE).await
}

impl Run<'_> {
    async fn copy(&mut self) -> Result<(), Stop> {
        let start = self.progress.place;
        if start.is_some() {
            self.progress.n_resumed += 1;
        } else {
            // Nothing was read yet, or everything was: then it is read again, and counted anew.
            self.progress = Progress {
                n_live: std::mem::take(&mut self.progress.n_live),
                ..Progress::default()
            };
            self.changes = Changes::default();
        }
        if self.progress.n_live.is_empty() {
            self.progress.n_live = self.live.iter().map(|(kind, rows)| (*kind, rows.len())).collect();
        }
        for (position, (kind, listing)) in LISTINGS.into_iter().enumerate() {
            let first = match start {
                Some(place) if place.listing > kind => continue,
                Some(place) if place.listing == kind => place.page,
                Some(_) | None => 1,
            };
            let next = LISTINGS.get(position + 1).map(|(kind, _)| *kind);
            self.pass = Pass::Copy(next);
            self.read_listing((kind, listing), first).await?;
        }
        self.remove_what_is_gone().await
    }

    /// Writes what a page changes, and that it was read.
    async fn take_over(&mut self, page: &Page, place: Option<Place>) -> Result<(), Stop> {
        let tried = Mutex::new(None);
        retry(|| self.attempt(page, place, &tried)).await?;
        let tried = tried.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Some((row, progress, changes, outcome)) = tried {
            self.row = row;
            self.progress = progress;
            self.changes = changes;
            self.references.learn(outcome.references);
            self.seen.learn(outcome.seen);
        }
        (self.observe)(&self.progress);
        Ok(())
    }

    async fn attempt(
        &self,
        page: &Page,
        place: Option<Place>,
        tried: &Mutex<Option<Tried>>,
    ) -> Result<(), Missed<Stop>> {
        if self.was_kept(tried).await? {
            return Ok(());
        }
        let (writes, outcome) = self.plan(page).await?;
        let mut progress = self.progress.clone();
        progress.place = place;
        let mut changes = self.changes.clone();
        outcome.count(&mut progress);
        let mut is_told = false;
        for line in &outcome.lines {
            is_told |= changes.push(line.clone());
        }
        let mut row = self.next_row(&progress);
        if is_told {
            row.changes = json!(changes.lines());
        }
        *tried.lock().unwrap_or_else(PoisonError::into_inner) = Some((row.clone(), progress, changes, outcome));
        self.write(&row, &writes).await
    }

    /// Whether the attempt before has written after all, and only its answer was lost.
    async fn was_kept(&self, tried: &Mutex<Option<Tried>>) -> Result<bool, Missed<Stop>> {
        let version = {
            let tried = tried.lock().unwrap_or_else(PoisonError::into_inner);
            tried.as_ref().map(|(row, ..)| row.version)
        };
        let Some(version) = version else { return Ok(false) };
        let stored = store::catalog_sync::find(&self.ctx.db.read, self.row.site_id, self.row.id).await?;
        Ok(stored.is_some_and(|it| it.version == version))
    }

    /// The row of the run after one more step.
    fn next_row(&self, progress: &Progress) -> catalog_sync::Model {
        catalog_sync::Model {
            state: SyncState::Running,
            started_at: self.row.started_at.or(Some(self.ctx.clock.now())),
            progress: json!(progress),
            version: self.row.version + 1,
            ..self.row.clone()
        }
    }

    /// One transaction: the lease is held, the run goes on, and the catalogue changes unless the run is a dry one.
    async fn write(&self, row: &catalog_sync::Model, writes: &Writes) -> Result<(), Missed<Stop>> {
        let tx = self.ctx.db.begin().await?;
        let until = self.ctx.clock.now() + LEASE;
        let is_held = store::lease::update_expiry(&tx, self.permit, self.hold, until).await?;
        if !is_held || !store::catalog_sync::update(&tx, self.permit, row).await? {
            return Err(Missed::Failed(Stop::Overtaken));
        }
        if !self.row.is_dry_run {
            writes.write(&tx, self.permit).await?;
            let (site, now) = (self.row.site_id, self.ctx.clock.now());
            program_completion::note_programs(&tx, self.permit, site, &writes.regrouped, now).await?;
        }
        commit(tx).await
    }
}

type Tried = (catalog_sync::Model, Progress, Changes, Outcome);
