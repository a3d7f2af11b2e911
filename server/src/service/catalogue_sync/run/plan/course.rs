//! What a page of courses with their runs changes.

use std::collections::HashMap;

use entity::id::{CourseId, CourseRunId};
use entity::{CatalogueOrigin, course, course_run};
use uuid::Uuid;

use super::super::listing::Pass;
use super::super::reference::resolve;
use super::super::{Run, Stop};
use super::{Fate, Outcome, Writes, by, keys_of};
use crate::domain::catalogue_sync::decision::{Clash, decide};
use crate::domain::catalogue_sync::{Kind, record};
use crate::domain::local_catalogue::local_key;
use crate::service::retry::Missed;
use crate::store::catalogue;

/// The runs that are stored, and the keys of those that staff keep.
struct StoredRuns {
    by_uuid: HashMap<Uuid, course_run::Model>,
    local: HashMap<String, CourseRunId>,
}

impl Run<'_> {
    pub(super) async fn plan_courses(
        &self,
        records: &[record::Course],
        writes: &mut Writes,
        outcome: &mut Outcome,
    ) -> Result<(), Missed<Stop>> {
        let (db, site_id) = (&self.ctx.db.read, self.row.site_id);
        let uuids: Vec<_> = records.iter().map(|it| it.uuid).collect();
        let keys: Vec<_> = records.iter().map(|it| local_key(&it.key)).collect();
        let existing = by(catalogue::course::by_uuids(db, site_id, &uuids).await?, |it| it.uuid);
        let ids: Vec<_> = existing.values().map(|it| it.id).collect();
        let owners = catalogue::course_organization::by_owners(db, &ids).await?;
        let local = catalogue::key::course::local_of(db, site_id, &keys).await?;
        let runs = self.stored_runs(records).await?;
        for it in records {
            if !self.is_first(outcome, Kind::Course, it.uuid) {
                if self.pass == Pass::Again {
                    note_runs(it, outcome);
                }
                continue;
            }
            let Some(members) = resolve(&self.references.organizations, &it.owners) else {
                let why = "an owner of it is not among the organizations".to_owned();
                outcome.skip(Kind::Course, it.uuid, &it.title, why);
                self.leave_runs_out(it, outcome);
                continue;
            };
            let stored = existing.get(&it.uuid);
            let desired = course::Model {
                id: stored.map_or_else(|| CourseId(crate::id::ordered()), |it| it.id),
                site_id,
                uuid: it.uuid,
                key: it.key.clone(),
                title: it.title.clone(),
                origin: CatalogueOrigin::Synced,
                local_key: None,
                version: stored.map_or(1, |it| it.version),
                removed_at: None,
            };
            let id = desired.id;
            let owned_by = owners.get(&id).map(Vec::as_slice).unwrap_or_default();
            let is_same = owned_by == members;
            let clash = Clash::of(local.get(&local_key(&it.key)));
            let verdict = decide(stored, desired, (!is_same).then_some("owners"), clash);
            let fate = outcome.settle(Kind::Course, (it.uuid, &it.title), verdict, &mut writes.courses);
            if fate == Fate::Changed && !is_same {
                outcome.note_list("owners", Kind::Organization, &keys_of(owned_by), &keys_of(&members));
            }
            writes.owners.note(fate, id, &members, is_same);
            if fate == Fate::LeftOut {
                self.leave_runs_out(it, outcome);
            } else {
                self.plan_runs(id, it, &runs, writes, outcome);
            }
        }
        Ok(())
    }

    async fn stored_runs(&self, records: &[record::Course]) -> Result<StoredRuns, Missed<Stop>> {
        let (db, site_id) = (&self.ctx.db.read, self.row.site_id);
        let all = || records.iter().flat_map(|it| it.runs.iter().flatten());
        let uuids: Vec<_> = all().map(|it| it.uuid).collect();
        let keys: Vec<_> = all().map(|it| local_key(it.key.as_str())).collect();
        Ok(StoredRuns {
            by_uuid: by(catalogue::course_run::by_uuids(db, site_id, &uuids).await?, |it| {
                it.uuid
            }),
            local: catalogue::key::course_run::local_of(db, site_id, &keys).await?,
        })
    }

    fn plan_runs(
        &self,
        course_id: CourseId,
        course: &record::Course,
        runs: &StoredRuns,
        writes: &mut Writes,
        outcome: &mut Outcome,
    ) {
        for it in &course.runs {
            let it = match it {
                Ok(it) => it,
                Err(unreadable) => {
                    outcome.skip_unreadable(Kind::CourseRun, unreadable);
                    continue;
                }
            };
            if !self.is_first(outcome, Kind::CourseRun, it.uuid) {
                continue;
            }
            let stored = runs.by_uuid.get(&it.uuid);
            let desired = course_run::Model {
                id: stored.map_or_else(|| CourseRunId(crate::id::ordered()), |it| it.id),
                site_id: self.row.site_id,
                course_id,
                uuid: it.uuid,
                key: it.key.clone(),
                title_override: it.title_override.clone(),
                starts_at: it.starts_at,
                ends_at: it.ends_at,
                origin: CatalogueOrigin::Synced,
                local_key: None,
                version: stored.map_or(1, |it| it.version),
                removed_at: None,
            };
            let id = desired.id;
            let holder = runs.local.get(&local_key(it.key.as_str())).copied();
            let verdict = decide(stored, desired, [], Clash::of(holder));
            let fate = outcome.settle(
                Kind::CourseRun,
                (it.uuid, it.key.as_str()),
                verdict,
                &mut writes.course_runs,
            );
            if let Some(former) = stored.filter(|it| fate == Fate::Changed && it.course_id != course_id) {
                outcome.note_list("course_id", Kind::Course, &[former.course_id.0], &[course_id.0]);
            }
            let row = fate.stands_for(id, holder.filter(|_| stored.is_none()));
            outcome.references.course_runs.extend(row.map(|row| (it.uuid, row)));
        }
    }

    /// The runs of a course that is left out are left out with it; they are listed, so they are not gone.
    fn leave_runs_out(&self, course: &record::Course, outcome: &mut Outcome) {
        for it in course.runs.iter().flatten() {
            if self.is_first(outcome, Kind::CourseRun, it.uuid) {
                outcome.of(Kind::CourseRun).skipped += 1;
            }
        }
        for it in course.runs.iter().filter_map(|it| it.as_ref().err()) {
            outcome.skip_unreadable(Kind::CourseRun, it);
        }
    }
}

/// The runs of a course that is read once more: one that came to it since then is not gone.
fn note_runs(course: &record::Course, outcome: &mut Outcome) {
    for it in &course.runs {
        let uuid = match it {
            Ok(run) => Some(run.uuid),
            Err(unreadable) => unreadable.uuid,
        };
        match uuid {
            Some(uuid) => drop(outcome.seen.uuids.insert((Kind::CourseRun, uuid))),
            None => outcome.seen.unclear.push(Kind::CourseRun),
        }
    }
}
