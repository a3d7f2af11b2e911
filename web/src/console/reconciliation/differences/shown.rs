//! A difference on the page, as it was told last.

use leptos::prelude::*;

use super::query::{self, Difference, DifferenceAction};
use super::state::DifferenceState;
use super::verdict::{Refusal, Verdict};
use crate::api::error::ApiError;

/// A row of the list.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    /// The difference as it was told last.
    pub(super) difference: RwSignal<Difference>,
    /// Why it is as it was, though somebody wanted it settled.
    pub(super) refusal: RwSignal<Option<Refusal>>,
    /// An answer about it is on its way.
    pub(super) is_busy: RwSignal<bool>,
}

impl Shown {
    pub(super) fn new(difference: Difference) -> Self {
        Self {
            difference: RwSignal::new(difference),
            refusal: RwSignal::new(None),
            is_busy: RwSignal::new(false),
        }
    }

    /// Whether the server lets the viewer do it.
    pub(super) fn can(self, action: DifferenceAction) -> bool {
        self.difference.read().viewer_can.contains(&action)
    }

    /// Shows what became of it.
    pub(super) fn take(self, verdict: Verdict, settled: DifferenceState) {
        let Verdict { difference, refusal } = verdict;
        match (difference, &refusal) {
            (Some(difference), _) => self.difference.set(difference),
            // It is settled, and what was found about the person is forgotten with them.
            (None, None) => self.difference.update(|it| {
                it.state = settled;
                it.viewer_can.clear();
            }),
            (None, Some(_)) => self.difference.update(|it| it.viewer_can.clear()),
        }
        self.refusal.set(refusal);
    }
}

/// Has some repaired by one request, and each row show what became of it. Tells how many are repaired; none where the page was left.
pub(super) async fn repair(rows: &[Shown]) -> Option<Result<usize, ApiError>> {
    let mut ids = Vec::new();
    for row in rows {
        row.is_busy.set(true);
        row.refusal.set(None);
        ids.push(row.difference.with_untracked(|it| it.id.clone()));
    }
    let answer = query::repair(ids).await;
    for row in rows {
        // What is shown goes all at once: none of it is there any more.
        if row.is_busy.try_set(false).is_some() {
            return None;
        }
    }
    let verdicts = match answer {
        Ok(verdicts) => verdicts,
        Err(error) => return Some(Err(error)),
    };
    let n_repaired = verdicts.iter().filter(|it| it.refusal.is_none()).count();
    for (row, verdict) in rows.iter().zip(verdicts) {
        row.take(verdict, DifferenceState::Repaired);
    }
    Some(Ok(n_repaired))
}
