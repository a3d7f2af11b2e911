//! What there is to tell of a page.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::super::reference::{NewReferences, NewlySeen};
use super::naming::Unnamed;
use super::{Fate, Rows};
use crate::domain::catalogue_sync::field_change::Difference;
use crate::domain::catalogue_sync::record::Unreadable;
use crate::domain::catalogue_sync::{CatalogueRow, Change, ChangeKind, Counts, Kind, Progress, Verdict};

/// What there is to tell of a page.
#[derive(Debug, Default)]
pub(in super::super) struct Outcome {
    counts: BTreeMap<Kind, Counts>,
    pub(in super::super) lines: Vec<Change>,
    pub(in super::super) references: NewReferences,
    pub(in super::super) seen: NewlySeen,
    /// Lists of lines that name nobody yet.
    pub(super) unnamed: Vec<Unnamed>,
}

impl Outcome {
    /// Adds what was counted.
    pub(in super::super) fn count(&self, progress: &mut Progress) {
        for (kind, counts) in &self.counts {
            let all = progress.counts.entry(*kind).or_default();
            all.added += counts.added;
            all.changed += counts.changed;
            all.unchanged += counts.unchanged;
            all.removed += counts.removed;
            all.skipped += counts.skipped;
        }
    }

    pub(super) fn of(&mut self, kind: Kind) -> &mut Counts {
        self.counts.entry(kind).or_default()
    }

    fn tell(&mut self, change: ChangeKind, kind: Kind, uuid: Option<Uuid>, name: &str, detail: Option<String>) {
        self.lines.push(Change {
            change,
            kind,
            uuid,
            name: name.to_owned(),
            detail,
            fields: Vec::new(),
        });
    }

    pub(in super::super) fn note(&mut self, kind: Kind, uuid: Option<Uuid>, name: &str, detail: String) {
        self.tell(ChangeKind::Note, kind, uuid, name, Some(detail));
    }

    pub(in super::super) fn removed(&mut self, kind: Kind, uuid: Uuid, name: &str) {
        self.of(kind).removed += 1;
        self.tell(ChangeKind::Removed, kind, Some(uuid), name, None);
    }

    pub(in super::super) fn missing(&mut self, kind: Kind, uuid: Uuid, name: &str) {
        self.tell(ChangeKind::Missing, kind, Some(uuid), name, None);
    }

    /// Notes what was and is in a list of the line before, as keys of rows.
    pub(super) fn note_list(&mut self, field: &'static str, members: Kind, before: &[Uuid], after: &[Uuid]) {
        self.unnamed.push(Unnamed {
            line: self.lines.len().saturating_sub(1),
            field,
            members,
            difference: Difference::of(before, after),
        });
    }

    /// Leaves a record out that names what is not there.
    pub(super) fn skip(&mut self, kind: Kind, uuid: Uuid, name: &str, why: String) {
        self.of(kind).skipped += 1;
        self.tell(ChangeKind::Skipped, kind, Some(uuid), name, Some(why));
    }

    pub(super) fn skip_unreadable(&mut self, kind: Kind, record: &Unreadable) {
        self.of(kind).skipped += 1;
        match record.uuid {
            // It is listed, so it is not gone.
            Some(uuid) => drop(self.seen.uuids.insert((kind, uuid))),
            None => self.seen.unclear.push(kind),
        }
        self.tell(
            ChangeKind::Skipped,
            kind,
            record.uuid,
            &record.name,
            Some(record.why.clone()),
        );
    }

    /// Counts and tells what is decided of a record, and notes the row that it changes.
    pub(super) fn settle<M: CatalogueRow>(
        &mut self,
        kind: Kind,
        (uuid, name): (Uuid, &str),
        verdict: Verdict<M>,
        rows: &mut Rows<M>,
    ) -> Fate {
        match verdict {
            Verdict::Add(row) => {
                rows.added.push(row);
                self.of(kind).added += 1;
                self.tell(ChangeKind::Added, kind, Some(uuid), name, None);
                Fate::Added
            }
            Verdict::Change {
                row,
                fields,
                is_restored,
            } => {
                rows.changed.push(row);
                self.of(kind).changed += 1;
                let change = if is_restored {
                    ChangeKind::Restored
                } else {
                    ChangeKind::Changed
                };
                self.tell(change, kind, Some(uuid), name, None);
                if let Some(line) = self.lines.last_mut() {
                    line.fields = fields;
                }
                Fate::Changed
            }
            Verdict::Keep => {
                self.of(kind).unchanged += 1;
                Fate::Kept
            }
            Verdict::Conflict => {
                self.of(kind).skipped += 1;
                let why = format!(
                    "staff keep {} {} of the same identity or key",
                    article(kind),
                    kind.noun()
                );
                self.tell(ChangeKind::Conflict, kind, Some(uuid), name, Some(why));
                Fate::LeftOut
            }
        }
    }
}

fn article(kind: Kind) -> &'static str {
    match kind {
        Kind::Organization => "an",
        Kind::Course | Kind::CourseRun | Kind::Program | Kind::Pathway => "a",
    }
}
