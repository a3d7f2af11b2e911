//! How far a comparison has come, and what it has counted.

use std::collections::BTreeMap;

use entity::DifferenceKind;
use entity::id::{ConfigurationId, UserId};
use serde::{Deserialize, Serialize};

use super::Found;

/// Most differences that one comparison keeps; more are counted only.
pub const MAX_KEPT: u32 = 5_000;

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
}

impl Counts {
    /// How many differences were found.
    #[must_use]
    pub fn n_found(&self) -> u32 {
        self.found.values().sum()
    }

    /// Counts what was found, and leaves of it what is kept.
    pub fn take<T>(&mut self, found: Vec<(T, Found)>) -> Vec<(T, Found)> {
        let room = MAX_KEPT.saturating_sub(self.n_found() - self.n_dropped.min(self.n_found()));
        for (_, it) in &found {
            *self.found.entry(it.kind).or_default() += 1;
        }
        let n_kept = found.len().min(usize::try_from(room).unwrap_or(usize::MAX));
        self.n_dropped += u32::try_from(found.len() - n_kept).unwrap_or(u32::MAX);
        found.into_iter().take(n_kept).collect()
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

    fn found() -> ((), Found) {
        let found = Found {
            kind: DifferenceKind::AwardMissing,
            course_key: None,
            here: None,
            there: None,
            told: Told::default(),
            seen_version: None,
        };
        ((), found)
    }

    #[test]
    fn what_is_too_much_is_counted_and_not_kept() {
        let mut counts = Counts::default();
        assert!(counts.is_clean());
        let kept = |counts: &mut Counts, n: usize| counts.take((0..n).map(|_| found()).collect()).len();
        assert_eq!(kept(&mut counts, 4_999), 4_999);
        assert_eq!(kept(&mut counts, 3), 1);
        assert_eq!(kept(&mut counts, 5), 0);
        assert_eq!((counts.n_found(), counts.n_dropped), (5_007, 7));
        assert!(!counts.is_clean());
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
