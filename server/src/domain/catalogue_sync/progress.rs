//! How far a run has come, and what it has changed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{FieldChange, Kind};

/// Most changes that a run tells one by one: those that add and change, those that need somebody's eye, and what is gone. Each sort has
/// room of its own, because what is gone is known last and matters most.
const MAX_ROUTINE: usize = 200;
const MAX_NOTABLE: usize = 100;
/// Most things that a run tells to be gone.
pub const MAX_GONE: usize = 200;

/// How far a run has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// The next page; none before the first and after the last page of all.
    pub place: Option<Place>,
    /// How often the run was taken up again after an interruption.
    pub n_resumed: u32,
    /// How many rows of the catalogue service there were of each kind before the run; empty before the first page.
    #[serde(default)]
    pub n_live: BTreeMap<Kind, usize>,
    /// What was counted, by kind.
    pub counts: BTreeMap<Kind, Counts>,
}

/// A page of a listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Of what.
    pub listing: Kind,
    /// Its number, from 1.
    pub page: u32,
    /// How many items the whole listing has, where the catalogue tells it.
    pub n_items: Option<u64>,
}

/// What became of the things of a kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// New ones.
    pub added: u32,
    /// Those that changed or came back.
    pub changed: u32,
    /// Those that are as they were.
    pub unchanged: u32,
    /// Those that the catalogue has no more.
    pub removed: u32,
    /// Those that were left out, with a reason.
    pub skipped: u32,
}

/// One line of what a run has changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What became of it.
    pub change: ChangeKind,
    /// What it is.
    pub kind: Kind,
    /// Its identity, where that is known.
    pub uuid: Option<Uuid>,
    /// What it is called.
    pub name: String,
    /// Why it was left out, or what is missing of it.
    pub detail: Option<String>,
    /// What differs from before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldChange>,
}

/// What became of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It has changed.
    Changed,
    /// It was removed before and is back.
    Restored,
    /// The catalogue has it no more.
    Removed,
    /// The catalogue has it no more; it stays because too much would go.
    Missing,
    /// It was left out.
    Skipped,
    /// It was left out because staff keep one of the same identity or key.
    Conflict,
    /// It was taken over in part.
    Note,
}

/// What a run has changed, as far as it is told one by one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    lines: Vec<Change>,
    n_routine: usize,
    n_notable: usize,
    n_gone: usize,
}

/// Changes that share a bound.
enum Sort {
    Routine,
    Notable,
    Gone,
}

impl Changes {
    /// Goes on with lines that were kept.
    #[must_use]
    pub fn of(lines: Vec<Change>) -> Self {
        let mut all = Self::default();
        for line in lines {
            all.push(line);
        }
        all
    }

    /// Adds a line unless there are enough of its sort; tells whether it did.
    pub fn push(&mut self, change: Change) -> bool {
        let (n, max) = match change.change.sort() {
            Sort::Routine => (&mut self.n_routine, MAX_ROUTINE),
            Sort::Notable => (&mut self.n_notable, MAX_NOTABLE),
            Sort::Gone => (&mut self.n_gone, MAX_GONE),
        };
        if *n == max {
            return false;
        }
        *n += 1;
        self.lines.push(change);
        true
    }

    /// Whether one more addition or change would be told.
    #[must_use]
    pub fn has_room(&self) -> bool {
        self.n_routine < MAX_ROUTINE
    }

    /// The lines, in order.
    #[must_use]
    pub fn lines(&self) -> &[Change] {
        &self.lines
    }
}

impl ChangeKind {
    /// Whether a line of it stands for something that is counted, too.
    #[must_use]
    pub fn is_counted(self) -> bool {
        match self {
            Self::Added | Self::Changed | Self::Restored | Self::Removed | Self::Skipped | Self::Conflict => true,
            Self::Missing | Self::Note => false,
        }
    }

    fn sort(self) -> Sort {
        match self {
            Self::Skipped | Self::Conflict | Self::Note => Sort::Notable,
            Self::Added | Self::Changed | Self::Restored => Sort::Routine,
            Self::Removed | Self::Missing => Sort::Gone,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(change: ChangeKind) -> Change {
        Change {
            change,
            kind: Kind::Course,
            uuid: None,
            name: "A".to_owned(),
            detail: None,
            fields: Vec::new(),
        }
    }

    #[test]
    fn thousands_of_additions_leave_room_for_what_went_wrong_and_what_is_gone() {
        let mut changes = Changes::default();
        for _ in 0..1_000 {
            changes.push(line(ChangeKind::Added));
        }
        assert!(changes.push(line(ChangeKind::Skipped)));
        for _ in 0..1_000 {
            changes.push(line(ChangeKind::Removed));
        }
        assert!(!changes.push(line(ChangeKind::Missing)) && !changes.push(line(ChangeKind::Changed)));
        assert_eq!(changes.lines().len(), MAX_ROUTINE + 1 + MAX_GONE);
        let mut again = Changes::of(changes.lines().to_vec());
        assert!(!again.push(line(ChangeKind::Added)) && !again.push(line(ChangeKind::Removed)));
        assert!(again.push(line(ChangeKind::Conflict)));
    }

    #[test]
    fn progress_survives_being_stored() {
        let progress = Progress {
            place: Some(Place {
                listing: Kind::Course,
                page: 3,
                n_items: Some(250),
            }),
            n_resumed: 1,
            n_live: BTreeMap::from([(Kind::Course, 250)]),
            counts: BTreeMap::from([(
                Kind::CourseRun,
                Counts {
                    added: 7,
                    ..Counts::default()
                },
            )]),
        };
        let stored = serde_json::to_value(&progress).expect("JSON");
        assert_eq!(serde_json::from_value::<Progress>(stored).expect("progress"), progress);
    }
}
