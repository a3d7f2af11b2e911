//! Settling many differences of a kind, a part in each request.
//!
//! Invariant: no more are settled than were counted, and a part that had no answer goes again as it was.

use cynic::Id;
use leptos::prelude::*;

use super::open::{self, Open};
use super::query;
use super::verdict::{Refusal, Verdict};
use crate::api::error::{ApiError, Failure};
use crate::console::pace::Pace;
use crate::console::portion::Portion;
use crate::console::walk::Walk;

/// Most that go in one request: as many as the server takes.
const PART: usize = 100;

/// What becomes of them.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Settling {
    Repair,
    /// For this reason.
    LetStay(String),
}

/// The way through all of them.
#[derive(Clone, Copy)]
pub(super) struct Batch {
    parts: StoredValue<Parts>,
    /// How far it has come.
    pub(super) pace: Pace,
}

impl Batch {
    /// Begins at once. `n_open` is how many there were when they were counted.
    pub(super) fn start(open: Open, settling: Settling, n_open: usize) -> Self {
        let parts = StoredValue::new(Parts::new(n_open));
        let asked = StoredValue::new((open, settling));
        Self {
            parts,
            pace: Pace::start(n_open, move || next(parts, asked)),
        }
    }

    /// How many are settled, and how many left as they are.
    pub(super) fn counts(self) -> (usize, usize) {
        self.parts.with_value(|it| (it.n_settled, it.n_left))
    }
}

/// Settles some; none where nothing is left or the page was.
async fn next(parts: StoredValue<Parts>, asked: StoredValue<(Open, Settling)>) -> Result<Option<usize>, ApiError> {
    let Some((open, settling)) = asked.try_get_value() else {
        return Ok(None);
    };
    if let Some((first, after)) = parts.try_with_value(Parts::wanted).flatten() {
        let found = open::find(&open, first, after).await?;
        let _ = parts.try_update_value(|it| it.found(found.ids, found.next));
    }
    let Some(part) = parts.try_with_value(Parts::part).flatten() else {
        return Ok(None);
    };
    let answer = match settling {
        Settling::Repair => query::repair(part).await,
        Settling::LetStay(reason) => query::ignore(part, reason).await.map_err(failure),
    };
    match answer {
        // It would be asked for ever.
        Ok(verdicts) if verdicts.is_empty() => Err(unreadable()),
        Ok(verdicts) => {
            let n_settled = verdicts.iter().filter(|it| is_settled(it)).count();
            let _ = parts.try_update_value(|it| it.judged(verdicts.len(), n_settled));
            Ok(Some(verdicts.len()))
        }
        Err(error) => {
            let _ = parts.try_update_value(|it| it.portion.fall());
            Err(error)
        }
    }
}

/// What is not kept any more needs nothing: the person was retired, perhaps by this. What was settled is what an answer that got lost told.
fn is_settled(verdict: &Verdict) -> bool {
    matches!(verdict.refusal, None | Some(Refusal::Gone | Refusal::Settled))
}

/// The reason was looked at before; a server that takes it no more is a newer one.
fn failure(refusal: Refusal) -> ApiError {
    match refusal {
        Refusal::Failed(error) => error,
        Refusal::Gone
        | Refusal::Settled
        | Refusal::Moved
        | Refusal::NotRepairable
        | Refusal::Forbidden
        | Refusal::Refused(_)
        | Refusal::Reason
        | Refusal::Outdated => unreadable(),
    }
}

const fn unreadable() -> ApiError {
    ApiError {
        failure: Failure::Unreadable,
        request_id: None,
    }
}

/// What is left to do, and what came of the rest.
#[derive(Clone)]
struct Parts {
    walk: Walk,
    /// Those that were found and have no verdict yet.
    waiting: Vec<Id>,
    portion: Portion,
    n_settled: usize,
    n_left: usize,
}

impl Parts {
    const fn new(n_open: usize) -> Self {
        Self {
            walk: Walk::new(n_open, PART),
            waiting: Vec::new(),
            portion: Portion::new(PART),
            n_settled: 0,
            n_left: 0,
        }
    }

    /// How many to ask for, and after which cursor; none where some wait still, or nothing is left.
    fn wanted(&self) -> Option<(usize, Option<String>)> {
        if self.waiting.is_empty() {
            self.walk.next()
        } else {
            None
        }
    }

    fn found(&mut self, ids: Vec<Id>, next: Option<String>) {
        self.walk.go_on(ids.len(), next);
        self.waiting = ids;
    }

    /// The next ones to settle; none where nothing is left.
    fn part(&self) -> Option<Vec<Id>> {
        self.portion.of(&self.waiting)
    }

    /// So many, the first of those that wait, have a verdict.
    fn judged(&mut self, n_judged: usize, n_settled: usize) {
        self.portion.rise();
        self.waiting.drain(..n_judged.min(self.waiting.len()));
        self.n_settled += n_settled;
        self.n_left += n_judged.saturating_sub(n_settled);
    }
}

#[cfg(test)]
mod tests {
    use super::{Id, Parts};

    #[test]
    fn every_one_goes_once_and_what_had_no_answer_goes_again() {
        let mut parts = Parts::new(230);
        let mut sent = Vec::new();
        let mut n_requests = 0;
        loop {
            if let Some((first, after)) = parts.wanted() {
                let start: usize = after.map_or(0, |it| it.parse().expect("a place"));
                // More were found since they were counted: they are left alone.
                let ids: Vec<Id> = (start..start + first).map(|it| it.to_string().into()).collect();
                parts.found(ids, Some((start + first).to_string()));
            }
            let Some(part) = parts.part() else { break };
            n_requests += 1;
            if n_requests == 2 {
                parts.portion.fall();
                continue;
            }
            // One of each part stays.
            parts.judged(part.len(), part.len() - 1);
            sent.extend(part);
        }
        let expected: Vec<Id> = (0..230).map(|it: usize| it.to_string().into()).collect();
        assert_eq!(sent, expected);
        // 100, then 100 that are lost, 50, 50, 30.
        assert_eq!((n_requests, parts.n_settled, parts.n_left), (5, 226, 4));
    }

    #[test]
    fn nothing_is_done_where_there_is_nothing() {
        let mut parts = Parts::new(3);
        assert_eq!(parts.wanted(), Some((3, None)));
        parts.found(Vec::new(), None);
        assert_eq!((parts.wanted(), parts.part()), (None, None));
    }
}
