//! Marking what the catalogue lists no more, once all of it was listed.

use std::sync::{Mutex, PoisonError};

use entity::SyncError;
use entity::id::{CourseId, CourseRunId, OrganizationId, PathwayId, ProgramId};
use serde_json::json;
use uuid::Uuid;

use super::plan::Outcome;
use super::{LEASE, Run, Stop, Tried};
use crate::domain::catalogue_sync::{Kind, removal};
use crate::service::retry::{Missed, commit, retry};
use crate::store;
use crate::store::catalogue::{self, Which};

/// Rows that one transaction marks.
const BATCH: usize = 500;

/// Identity and key of a row.
type Gone = (Uuid, Uuid);

impl Run<'_> {
    /// Removes what the catalogue has no more. Nothing is removed of a kind whose listing is not wholly known.
    pub(super) async fn remove_what_is_gone(&mut self) -> Result<(), Stop> {
        let mut notes = Outcome::default();
        let mut all = Vec::new();
        for kind in Kind::ALL {
            let reason = if self.progress.n_resumed > 0 {
                Some("the run was interrupted")
            } else if self.seen.is_unclear(kind) {
                Some("a record of it has no identity that can be read")
            } else {
                None
            };
            if let Some(reason) = reason {
                let detail = format!("whether one is gone was not looked for: {reason}");
                notes.note(kind, None, kind.noun(), detail);
                continue;
            }
            let live = self.live(kind).await.map_err(|error| Stop::Fault(error.into()))?;
            let gone: Vec<Gone> = live
                .iter()
                .filter(|(uuid, _)| !self.seen.has(kind, *uuid))
                .copied()
                .collect();
            if !self.row.allows_mass_delete {
                removal::check(gone.len(), live.len()).map_err(|too_many| {
                    let removal::TooMany { n_gone, n_rows } = too_many;
                    let message = format!(
                        "the catalogue lists {n_gone} of {n_rows} {}s no more; nothing is removed unless that is allowed",
                        kind.noun()
                    );
                    Stop::Failed(SyncError::MassDeleteGuard, message)
                })?;
            }
            all.push((kind, gone));
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

    async fn live(&self, kind: Kind) -> Result<Vec<Gone>, sea_orm::DbErr> {
        let (db, site) = (&self.ctx.db.read, self.row.site_id);
        let which = Which::LiveAndSynced;
        Ok(match kind {
            Kind::Organization => plain(catalogue::organization::list_identities(db, site, which).await?, |it| {
                it.0
            }),
            Kind::Course => plain(catalogue::course::list_identities(db, site, which).await?, |it| it.0),
            Kind::CourseRun => plain(catalogue::course_run::list_identities(db, site, which).await?, |it| {
                it.0
            }),
            Kind::Program => plain(catalogue::program::list_identities(db, site, which).await?, |it| it.0),
            Kind::Pathway => plain(catalogue::pathway::list_identities(db, site, which).await?, |it| it.0),
        })
    }

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
        Ok(match kind {
            Kind::Organization => named!(organization, name),
            Kind::Course => named!(course, title),
            Kind::CourseRun => named!(course_run, key),
            Kind::Program => named!(program, title),
            Kind::Pathway => named!(pathway, name),
        })
    }

    async fn remove(&mut self, kind: Kind, batch: &[Gone], mut outcome: Outcome) -> Result<(), Stop> {
        let uuids: Vec<Uuid> = batch.iter().map(|(uuid, _)| *uuid).collect();
        let mut names = self
            .names(kind, &uuids)
            .await
            .map_err(|error| Stop::Fault(error.into()))?;
        names.sort();
        for (uuid, name) in names {
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
        let is_held = store::lease::update_expiry(&tx, &self.permit, &self.hold, now + LEASE).await?;
        if !is_held || !store::catalog_sync::update(&tx, &self.permit, &step.0).await? {
            return Err(Missed::Failed(Stop::Overtaken));
        }
        if !self.row.is_dry_run && !batch.is_empty() {
            macro_rules! mark {
                ($table:ident, $Id:ident) => {{
                    let ids: Vec<_> = batch.iter().map(|(_, id)| $Id(*id)).collect();
                    catalogue::$table::update_removed(&tx, &self.permit, &ids, now).await?;
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

fn plain<I>(rows: Vec<(Uuid, I)>, key: impl Fn(I) -> Uuid) -> Vec<Gone> {
    rows.into_iter().map(|(uuid, id)| (uuid, key(id))).collect()
}
