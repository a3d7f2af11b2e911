//! Marking what the catalogue lists no more, once all of it was listed.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use entity::SyncError;
use entity::id::{CourseId, CourseRunId, OrganizationId, PathwayId, ProgramId, SiteId};
use serde_json::json;
use uuid::Uuid;

use super::listing::{LISTINGS, Pass};
use super::plan::Outcome;
use super::{LEASE, Run, Stop, Tried};
use crate::context::Ctx;
use crate::domain::catalogue_sync::progress::MAX_GONE;
use crate::domain::catalogue_sync::{Doubt, Kind, removal};
use crate::service::Fault;
use crate::service::retry::{Missed, commit, retry};
use crate::store;
use crate::store::catalogue::{self, Which};

/// Rows that one transaction marks.
const BATCH: usize = 500;

/// Identity and key of a row.
pub(super) type Gone = (Uuid, Uuid);

impl Run<'_> {
    /// Removes what the catalogue has no more. Nothing is removed of a kind whose listing is not wholly known, and nothing that only one
    /// reading of it has missed.
    pub(super) async fn remove_what_is_gone(&mut self) -> Result<(), Stop> {
        self.read_again().await?;
        let mut notes = Outcome::default();
        let mut all = Vec::new();
        for kind in Kind::ALL {
            match self.doubt(kind) {
                Some(doubt) => {
                    let detail = format!("whether one is gone was not looked for: {doubt}");
                    notes.note(kind, None, kind.noun(), detail);
                }
                None => all.push((kind, self.missing(kind))),
            }
        }
        if !self.row.allows_mass_delete
            && let Some(message) = self.too_many(&all)
        {
            self.tell_what_is_missing(&all, notes).await?;
            return Err(Stop::Failed(SyncError::MassDeleteGuard, message));
        }
        // Pathways first, organizations last: what refers goes before what it refers to.
        for (kind, gone) in all.iter().rev() {
            for batch in gone.chunks(BATCH) {
                self.remove(*kind, batch, Outcome::default()).await?;
            }
        }
        if notes.lines.is_empty() {
            return Ok(());
        }
        self.remove(Kind::Organization, &[], notes).await
    }

    /// Reads the listings once more in which something is missing.
    async fn read_again(&mut self) -> Result<(), Stop> {
        self.pass = Pass::Again;
        for (listing, name) in LISTINGS {
            let is_short = |kind: &Kind| self.doubt(*kind).is_none() && !self.missing(*kind).is_empty();
            if Kind::ALL.iter().filter(|it| it.listing() == listing).any(is_short) {
                self.read_listing((listing, name), 1).await?;
            }
        }
        Ok(())
    }

    /// Why it is not known what is gone of a kind; none where it is.
    fn doubt(&self, kind: Kind) -> Option<Doubt> {
        if self.progress.n_resumed > 0 {
            Some(Doubt::Interrupted)
        } else if self.seen.is_unclear(kind) {
            Some(Doubt::NoIdentity)
        } else {
            self.doubts.get(&kind.listing()).copied()
        }
    }

    /// What there was before the run and no reading has seen.
    fn missing(&self, kind: Kind) -> Vec<Gone> {
        let live = self.live.get(&kind).into_iter().flatten();
        live.filter(|(uuid, _)| !self.seen.has(kind, *uuid)).copied().collect()
    }

    /// Says of which kinds too much would go; none where that may go.
    fn too_many(&self, all: &[(Kind, Vec<Gone>)]) -> Option<String> {
        let refused = all.iter().filter_map(|(kind, gone)| {
            let n_rows = self.progress.n_live.get(kind).copied().unwrap_or_default();
            let removal::TooMany { n_gone, n_rows } = removal::check(gone.len(), n_rows).err()?;
            Some(format!("{n_gone} of {n_rows} {}s", kind.noun()))
        });
        let refused: Vec<_> = refused.collect();
        (!refused.is_empty()).then(|| {
            let refused = refused.join(", ");
            format!("the catalogue lists {refused} no more; nothing is removed unless that is allowed")
        })
    }

    /// Tells what is missing and stays; it is written with the run's end.
    async fn tell_what_is_missing(&mut self, all: &[(Kind, Vec<Gone>)], mut outcome: Outcome) -> Result<(), Stop> {
        for (kind, gone) in all.iter().rev() {
            let uuids: Vec<Uuid> = gone.iter().take(MAX_GONE).map(|(uuid, _)| *uuid).collect();
            for (uuid, name) in self.names(*kind, &uuids).await.map_err(Fault::from)? {
                outcome.missing(*kind, uuid, &name);
            }
        }
        for line in outcome.lines {
            self.changes.push(line);
        }
        self.row.changes = json!(self.changes.lines());
        Ok(())
    }

    /// Identity and name of rows, in the order of the identities.
    async fn names(&self, kind: Kind, uuids: &[Uuid]) -> Result<Vec<(Uuid, String)>, sea_orm::DbErr> {
        let (db, site) = (&self.ctx.db.read, self.row.site_id);
        macro_rules! named {
            ($table:ident, $name:ident) => {
                catalogue::$table::by_uuids(db, site, uuids)
                    .await?
                    .into_iter()
                    .map(|it| (it.uuid, it.$name.to_string()))
                    .collect()
            };
        }
        let mut names: Vec<(Uuid, String)> = match kind {
            Kind::Organization => named!(organization, name),
            Kind::Course => named!(course, title),
            Kind::CourseRun => named!(course_run, key),
            Kind::Program => named!(program, title),
            Kind::Pathway => named!(pathway, name),
        };
        names.sort();
        Ok(names)
    }

    async fn remove(&mut self, kind: Kind, batch: &[Gone], mut outcome: Outcome) -> Result<(), Stop> {
        let uuids: Vec<Uuid> = batch.iter().map(|(uuid, _)| *uuid).collect();
        for (uuid, name) in self.names(kind, &uuids).await.map_err(Fault::from)? {
            outcome.removed(kind, uuid, &name);
        }
        let mut progress = self.progress.clone();
        outcome.count(&mut progress);
        let mut changes = self.changes.clone();
        for line in &outcome.lines {
            changes.push(line.clone());
        }
        let mut row = self.next_row(&progress);
        row.changes = json!(changes.lines());
        let tried = Mutex::new(None);
        let step = (row, progress, changes, outcome);
        retry(|| self.attempt_removal(kind, batch, &step, &tried)).await?;
        self.row = step.0;
        self.progress = step.1;
        self.changes = step.2;
        (self.observe)(&self.progress);
        Ok(())
    }

    async fn attempt_removal(
        &self,
        kind: Kind,
        batch: &[Gone],
        step: &Tried,
        tried: &Mutex<Option<Tried>>,
    ) -> Result<(), Missed<Stop>> {
        if self.was_kept(tried).await? {
            return Ok(());
        }
        *tried.lock().unwrap_or_else(PoisonError::into_inner) =
            Some((step.0.clone(), step.1.clone(), step.2.clone(), Outcome::default()));
        let now = self.ctx.clock.now();
        let tx = self.ctx.db.begin().await?;
        let is_held = store::lease::update_expiry(&tx, self.permit, self.hold, now + LEASE).await?;
        if !is_held || !store::catalog_sync::update(&tx, self.permit, &step.0).await? {
            return Err(Missed::Failed(Stop::Overtaken));
        }
        if !self.row.is_dry_run && !batch.is_empty() {
            macro_rules! mark {
                ($table:ident, $Id:ident) => {{
                    let ids: Vec<_> = batch.iter().map(|(_, id)| $Id(*id)).collect();
                    catalogue::$table::update_removed(&tx, self.permit, &ids, now).await?;
                }};
            }
            match kind {
                Kind::Organization => mark!(organization, OrganizationId),
                Kind::Course => mark!(course, CourseId),
                Kind::CourseRun => mark!(course_run, CourseRunId),
                Kind::Program => mark!(program, ProgramId),
                Kind::Pathway => mark!(pathway, PathwayId),
            }
        }
        commit(tx).await
    }
}

/// Whatever the catalogue service keeps and has not removed, by kind.
pub(super) async fn live(ctx: &Ctx, site: SiteId) -> Result<BTreeMap<Kind, Vec<Gone>>, Fault> {
    let mut live = BTreeMap::new();
    for kind in Kind::ALL {
        macro_rules! rows {
            ($table:ident) => {
                catalogue::$table::list_identities(&ctx.db.read, site, Which::LiveAndSynced)
                    .await?
                    .into_iter()
                    .map(|(uuid, id)| (uuid, id.0))
                    .collect()
            };
        }
        let rows = match kind {
            Kind::Organization => rows!(organization),
            Kind::Course => rows!(course),
            Kind::CourseRun => rows!(course_run),
            Kind::Program => rows!(program),
            Kind::Pathway => rows!(pathway),
        };
        live.insert(kind, rows);
    }
    Ok(live)
}
