//! How far a comparison has come, and what it has counted.

use std::collections::BTreeMap;

use entity::DifferenceKind;
use entity::id::{ConfigurationId, UserId};
use serde::{Deserialize, Serialize};

use super::Found;

/// Most differences that one comparison keeps; more are counted only.
pub const MAX_KEPT: u32 = 5_000;
/// So many of each kind are kept, however many there are of others.
pub const RESERVED: u32 = 250;

/// How far a comparison has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// What is compared next.
    pub place: Place,
    /// How often in a row the platform did not answer.
    #[serde(default)]
    pub n_tries: u32,
    /// What was counted.
    pub counts: Counts,
}

/// What is compared next: people first, then the grades of one course run after another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The people beyond one.
    People {
        /// The last one of those that were compared.
        after: Option<UserId>,
    },
    /// The grades of the runs beyond one.
    Grades {
        /// The last one of those that were compared to their end.
        after: Option<ConfigurationId>,
        /// Where in a run; none at its beginning.
        at: Option<At>,
    },
}

/// A page of the grades of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct At {
    /// The run.
    pub configuration: ConfigurationId,
    /// The platform's word for the page.
    pub cursor: String,
    /// How many pages were before it.
    pub n_pages: u32,
}

impl Default for Place {
    fn default() -> Self {
        Self::People { after: None }
    }
}

/// What was counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// People who were compared.
    pub n_people: u32,
    /// Course runs whose grades were compared.
    pub n_runs: u32,
    /// Grades that were compared.
    pub n_grades: u32,
    /// What the platform told nothing of that can be used.
    pub n_skipped: u32,
    /// Differences that are not kept because there are too many.
    pub n_dropped: u32,
    /// Differences that were found, by kind.
    pub found: BTreeMap<DifferenceKind, u32>,
    /// Those of them that are not kept, by kind. Comparisons of earlier releases did not count them so.
    #[serde(default)]
    pub dropped: BTreeMap<DifferenceKind, u32>,
}

impl Counts {
    /// How many differences were found.
    #[must_use]
    pub fn n_found(&self) -> u32 {
        self.found.values().sum()
    }

    /// How many of a kind are kept; none where that was not counted by kind.
    #[must_use]
    pub fn n_kept(&self, kind: DifferenceKind) -> Option<u32> {
        let is_known = self.dropped.values().sum::<u32>() == self.n_dropped;
        is_known.then(|| self.n_kept_at_most(kind))
    }

    /// Counts what was found, and leaves of it what is kept.
    pub fn take<T>(&mut self, found: Vec<(T, Found)>) -> Vec<(T, Found)> {
        let mut kept = found;
        kept.retain(|(_, it)| self.count(it.kind));
        kept
    }

    /// Counts one of a kind; tells whether it is kept.
    fn count(&mut self, kind: DifferenceKind) -> bool {
        let is_kept = self.has_room(kind);
        *self.found.entry(kind).or_default() += 1;
        if !is_kept {
            *self.dropped.entry(kind).or_default() += 1;
            self.n_dropped += 1;
        }
        is_kept
    }

    /// Whether one more of a kind leaves the room that is reserved for the others.
    fn has_room(&self, kind: DifferenceKind) -> bool {
        if self.n_kept_at_most(kind) < RESERVED {
            return true;
        }
        let others = DifferenceKind::ALL.into_iter().filter(|it| *it != kind);
        let n_reserved: u32 = others.map(|it| RESERVED.saturating_sub(self.n_kept_at_most(it))).sum();
        self.n_found().saturating_sub(self.n_dropped) + n_reserved < MAX_KEPT
    }

    fn n_kept_at_most(&self, kind: DifferenceKind) -> u32 {
        let count = |counts: &BTreeMap<_, u32>| counts.get(&kind).copied().unwrap_or_default();
        count(&self.found).saturating_sub(count(&self.dropped))
    }

    /// Whether nothing differs, and the platform told of everything.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.n_found() == 0 && self.n_skipped == 0
    }
}

#[cfg(test)]
mod tests {
    use super::super::Told;
    use super::*;

    fn found(kind: DifferenceKind, n: usize) -> Vec<((), Found)> {
        let found = Found {
            kind,
            course_key: None,
            here: None,
            there: None,
            told: Told::default(),
            seen_version: None,
        };
        vec![((), found); n]
    }

    #[test]
    fn what_is_too_much_is_counted_and_not_kept() {
        use DifferenceKind::{AwardMissing, GradeDiffers};
        let mut counts = Counts::default();
        assert!(counts.is_clean());
        let kept = |counts: &mut Counts, kind, n| counts.take(found(kind, n)).len();
        // All but what is reserved for eight others.
        assert_eq!(kept(&mut counts, AwardMissing, 2_999), 2_999);
        assert_eq!(kept(&mut counts, AwardMissing, 3), 1);
        assert_eq!(kept(&mut counts, AwardMissing, 5), 0);
        assert_eq!((counts.n_found(), counts.n_dropped), (3_007, 7));
        assert_eq!(
            (counts.n_kept(AwardMissing), counts.n_kept(GradeDiffers)),
            (Some(3_000), Some(0))
        );
        assert_eq!(kept(&mut counts, GradeDiffers, 251), 250);
        assert_eq!((counts.n_found(), counts.n_dropped), (3_258, 8));
        assert!(!counts.is_clean());
    }

    #[test]
    fn every_kind_has_room_however_many_there_are_of_others() {
        let mut counts = Counts::default();
        let n_kept: usize = DifferenceKind::ALL
            .into_iter()
            .map(|it| counts.take(found(it, 10_000)).len())
            .sum();
        assert_eq!(n_kept, 5_000);
        for kind in DifferenceKind::ALL {
            assert!(counts.n_kept(kind) >= Some(RESERVED), "{kind}");
        }
    }

    #[test]
    fn what_earlier_releases_kept_of_a_kind_is_not_known() {
        let stored = serde_json::json!({
            "n_people": 1, "n_runs": 0, "n_grades": 0, "n_skipped": 0, "n_dropped": 7, "found": { "award_missing": 5_007 },
        });
        let mut counts: Counts = serde_json::from_value(stored).expect("counts");
        assert_eq!(counts.n_kept(DifferenceKind::AwardMissing), None);
        assert_eq!(counts.take(found(DifferenceKind::AwardMissing, 1)).len(), 0);
        assert_eq!(counts.take(found(DifferenceKind::GradeDiffers, 1)).len(), 1, "its own");
    }

    #[test]
    fn progress_survives_being_stored() {
        let progress = Progress {
            place: Place::Grades {
                after: None,
                at: Some(At {
                    configuration: ConfigurationId(uuid::Uuid::nil()),
                    cursor: "cD01MA==".to_owned(),
                    n_pages: 1,
                }),
            },
            n_tries: 2,
            counts: Counts {
                found: BTreeMap::from([(DifferenceKind::GradeDiffers, 3)]),
                ..Counts::default()
            },
        };
        let stored = serde_json::to_value(&progress).expect("JSON");
        assert_eq!(serde_json::from_value::<Progress>(stored).expect("progress"), progress);
    }
}
