//! What a page of programs changes.

use entity::id::ProgramId;
use entity::{CatalogueOrigin, program};

use super::super::reference::resolve;
use super::super::{Run, Stop};
use super::{Fate, Outcome, Writes, by, keys_of};
use crate::domain::catalogue_sync::decision::{Clash, decide};
use crate::domain::catalogue_sync::{Kind, record};
use crate::service::retry::Missed;
use crate::store::catalogue;

impl Run<'_> {
    pub(super) async fn plan_programs(
        &self,
        records: &[record::Program],
        writes: &mut Writes,
        outcome: &mut Outcome,
    ) -> Result<(), Missed<Stop>> {
        let (db, site_id) = (&self.ctx.db.read, self.row.site_id);
        let uuids: Vec<_> = records.iter().map(|it| it.uuid).collect();
        let existing = by(catalogue::program::by_uuids(db, site_id, &uuids).await?, |it| it.uuid);
        let ids: Vec<_> = existing.values().map(|it| it.id).collect();
        let stored_authors = catalogue::program_organization::by_owners(db, &ids).await?;
        let stored_runs = catalogue::program_course_run::by_owners(db, &ids).await?;
        for it in records {
            if !self.is_first(outcome, Kind::Program, it.uuid) {
                continue;
            }
            let Some(authors) = resolve(&self.references.organizations, &it.authors) else {
                let why = "an author of it is not among the organizations".to_owned();
                outcome.skip(Kind::Program, it.uuid, &it.title, why);
                continue;
            };
            let Some(runs) = resolve(&self.references.course_runs, &it.runs) else {
                let why = "a run of it is not among the course runs".to_owned();
                outcome.skip(Kind::Program, it.uuid, &it.title, why);
                continue;
            };
            let stored = existing.get(&it.uuid);
            let desired = program::Model {
                id: stored.map_or_else(|| ProgramId(crate::id::ordered()), |it| it.id),
                site_id,
                uuid: it.uuid,
                title: it.title.clone(),
                type_label: it.type_label.clone(),
                type_slug: it.type_slug.clone(),
                status: it.status,
                total_hours_of_effort: it.total_hours_of_effort,
                origin: CatalogueOrigin::Synced,
                version: stored.map_or(1, |it| it.version),
                removed_at: None,
            };
            let id = desired.id;
            let former_authors = stored_authors.get(&id).map(Vec::as_slice).unwrap_or_default();
            let former_runs = stored_runs.get(&id).map(Vec::as_slice).unwrap_or_default();
            let (has_same_authors, has_same_runs) = (former_authors == authors, former_runs == runs);
            let is_offered_otherwise = stored.is_some_and(|it| it.status != desired.status || it.removed_at.is_some());
            let links = [(has_same_authors, "authors"), (has_same_runs, "course runs")];
            let links = links.into_iter().filter(|(is_same, _)| !is_same).map(|(_, name)| name);
            let verdict = decide(stored, desired, links, Clash::None);
            let fate = outcome.settle(Kind::Program, (it.uuid, &it.title), verdict, &mut writes.programs);
            if fate == Fate::Changed && !has_same_authors {
                let (before, after) = (keys_of(former_authors), keys_of(&authors));
                outcome.note_list("authors", Kind::Organization, &before, &after);
            }
            if fate == Fate::Changed && !has_same_runs {
                let (before, after) = (keys_of(former_runs), keys_of(&runs));
                outcome.note_list("course runs", Kind::CourseRun, &before, &after);
            }
            writes.authors.note(fate, id, &authors, has_same_authors);
            writes.runs_of_programs.note(fate, id, &runs, has_same_runs);
            if fate == Fate::Changed && (is_offered_otherwise || !has_same_runs) {
                writes.regrouped.push(it.uuid);
            }
            if fate == Fate::Added {
                outcome.references.programs.push((it.uuid, id));
            }
        }
        Ok(())
    }
}
