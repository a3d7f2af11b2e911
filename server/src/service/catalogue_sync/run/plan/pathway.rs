//! What a page of pathways changes.

use entity::id::PathwayId;
use entity::{CatalogueOrigin, pathway};

use super::super::reference::resolve;
use super::super::{Run, Stop};
use super::{Fate, Outcome, Writes, by, keys_of};
use crate::domain::catalogue_sync::decision::{Clash, decide};
use crate::domain::catalogue_sync::{Kind, record};
use crate::service::retry::Missed;
use crate::store::catalogue;

impl Run<'_> {
    pub(super) async fn plan_pathways(
        &self,
        records: &[record::Pathway],
        writes: &mut Writes,
        outcome: &mut Outcome,
    ) -> Result<(), Missed<Stop>> {
        let (db, site_id) = (&self.ctx.db.read, self.row.site_id);
        let uuids: Vec<_> = records.iter().map(|it| it.uuid).collect();
        let existing = by(catalogue::pathway::by_uuids(db, site_id, &uuids).await?, |it| it.uuid);
        let ids: Vec<_> = existing.values().map(|it| it.id).collect();
        let stored_programs = catalogue::pathway_program::by_owners(db, &ids).await?;
        for it in records {
            if !self.is_first(outcome, Kind::Pathway, it.uuid) {
                continue;
            }
            let Some(programs) = resolve(&self.references.programs, &it.programs) else {
                let why = "a program of it is not among the programs".to_owned();
                outcome.skip(Kind::Pathway, it.uuid, &it.name, why);
                continue;
            };
            let stored = existing.get(&it.uuid);
            let desired = pathway::Model {
                id: stored.map_or_else(|| PathwayId(crate::id::ordered()), |it| it.id),
                site_id,
                uuid: it.uuid,
                name: it.name.clone(),
                organization_name: it.organization_name.clone(),
                email: it.email.clone(),
                kind: it.kind,
                status: it.status,
                origin: CatalogueOrigin::Synced,
                version: stored.map_or(1, |it| it.version),
                removed_at: None,
            };
            let id = desired.id;
            let former = stored_programs.get(&id).map(Vec::as_slice).unwrap_or_default();
            let is_same = former == programs;
            let verdict = decide(stored, desired, (!is_same).then_some("programs"), Clash::None);
            let fate = outcome.settle(Kind::Pathway, (it.uuid, &it.name), verdict, &mut writes.pathways);
            if fate == Fate::Changed && !is_same {
                outcome.note_list("programs", Kind::Program, &keys_of(former), &keys_of(&programs));
            }
            writes.programs_of_pathways.note(fate, id, &programs, is_same);
        }
        Ok(())
    }
}
