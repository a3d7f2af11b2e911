//! Goes through credentials: finds them and tries out what would become of them, then revokes them.
//!
//! Invariant: verdicts stand in the order of the credentials.

use std::sync::Arc;

use leptos::prelude::*;

use super::MOST;
use super::query::{self, Credential, PAGE_SIZE, Revocation};
use super::verdict::{Seen, Verdict};
use crate::api::error::ApiError;
use crate::console::credentials::filter::Filter;
use crate::console::digest::digest;
use crate::console::pace::Pace;

/// Most credentials that are revoked in one request.
const USUAL: usize = PAGE_SIZE.unsigned_abs() as usize;
/// Fewer are not worth a request of their own.
const FEWEST: usize = 10;

/// The way through what a filter lets through.
#[derive(Clone, Copy)]
pub(super) struct Trial {
    found: Found,
    /// How far it has come.
    pub(super) pace: Pace,
}

#[derive(Clone, Copy)]
struct Found {
    filter: StoredValue<Filter>,
    seen: StoredValue<Vec<Seen>>,
    place: StoredValue<Place>,
}

/// Where the list goes on.
#[derive(Clone)]
enum Place {
    Start,
    After(String),
    End,
}

impl Trial {
    /// Begins at once. `n_found` is how many there were when they were counted.
    pub(super) fn start(filter: Filter, n_found: usize) -> Self {
        let found = Found {
            filter: StoredValue::new(filter),
            seen: StoredValue::new(Vec::new()),
            place: StoredValue::new(Place::Start),
        };
        Self {
            found,
            pace: Pace::start(n_found, move || found.next()),
        }
    }

    /// What was seen so far.
    pub(super) fn seen(self) -> Vec<Seen> {
        self.found.seen.get_value()
    }

    /// Whether there are more than can be revoked in one go.
    pub(super) fn is_cut(self) -> bool {
        self.found.place.with_value(|it| !matches!(it, Place::End))
    }
}

impl Found {
    /// Reads a page and tries it out; none where nothing is left or the page was.
    async fn next(self) -> Result<Option<usize>, ApiError> {
        let after = match self.place.try_get_value() {
            None | Some(Place::End) => return Ok(None),
            Some(Place::Start) => None,
            Some(Place::After(cursor)) => Some(cursor),
        };
        let (Some(filter), Some(n_seen)) = (self.filter.try_get_value(), self.seen.try_with_value(Vec::len)) else {
            return Ok(None);
        };
        if n_seen >= MOST {
            return Ok(None);
        }
        let (credentials, next) = query::page(&filter, after).await?;
        let verdicts = if credentials.is_empty() {
            Vec::new()
        } else {
            query::try_out(credentials.iter().map(as_seen).collect()).await?
        };
        let n_found = credentials.len();
        let seen = credentials
            .into_iter()
            .zip(verdicts)
            .map(|(credential, verdict)| Seen { credential, verdict });
        let _ = self.seen.try_update_value(|it| it.extend(seen));
        let _ = self.place.try_set_value(next.map_or(Place::End, Place::After));
        Ok(Some(n_found))
    }
}

/// The way through what was seen and confirmed.
#[derive(Clone, Copy)]
pub(super) struct Run {
    work: Work,
    /// How far it has come.
    pub(super) pace: Pace,
}

#[derive(Clone, Copy)]
struct Work {
    revocations: StoredValue<Vec<Revocation>>,
    reason: StoredValue<String>,
    verdicts: StoredValue<Vec<Verdict>>,
    /// How many go into the next request.
    size: StoredValue<usize>,
}

impl Run {
    /// Begins at once.
    pub(super) fn start(seen: &Arc<Vec<Seen>>, reason: String) -> Self {
        let to_do = seen.iter().filter(|it| it.verdict.is_to_do());
        let revocations: Vec<_> = to_do.map(|it| confirmed(&it.credential, &reason)).collect();
        let n_rows = revocations.len();
        let work = Work {
            revocations: StoredValue::new(revocations),
            reason: StoredValue::new(reason),
            verdicts: StoredValue::new(Vec::new()),
            size: StoredValue::new(USUAL),
        };
        Self {
            work,
            pace: Pace::start(n_rows, move || work.next()),
        }
    }

    /// The verdicts so far.
    pub(super) fn verdicts(self) -> Vec<Verdict> {
        self.work.verdicts.get_value()
    }
}

impl Work {
    /// Revokes some; none where nothing is left or the page was.
    async fn next(self) -> Result<Option<usize>, ApiError> {
        let (Some(revocations), Some(reason)) = (self.rest(), self.reason.try_get_value()) else {
            return Ok(None);
        };
        match query::revoke(revocations, reason).await {
            Ok(verdicts) => {
                let _ = self.size.try_update_value(|it| *it = (*it * 2).min(USUAL));
                let n_verdicts = verdicts.len();
                let _ = self.verdicts.try_update_value(|it| it.extend(verdicts));
                Ok(Some(n_verdicts))
            }
            Err(error) => {
                // It may have been too much.
                let _ = self.size.try_update_value(|it| *it = (*it / 2).max(FEWEST));
                Err(error)
            }
        }
    }

    fn rest(self) -> Option<Vec<Revocation>> {
        let n_done = self.verdicts.try_with_value(Vec::len)?;
        let size = self.size.try_get_value()?;
        self.revocations.try_with_value(|all| {
            let rest = all.get(n_done..).filter(|it| !it.is_empty())?;
            Some(rest[..size.min(rest.len())].to_vec())
        })?
    }
}

fn as_seen(credential: &Credential) -> Revocation {
    Revocation {
        uuid: credential.uuid,
        expected_version: Some(credential.version),
        idempotency_key: None,
    }
}

/// Under a name that follows from what was seen and confirmed: sent again after a lost answer, it is answered as the first time.
fn confirmed(credential: &Credential, reason: &str) -> Revocation {
    let key = digest(&[
        Some("revoke"),
        Some(&credential.uuid.to_string()),
        Some(&credential.version.to_string()),
        Some(reason),
    ]);
    Revocation {
        idempotency_key: Some(key),
        ..as_seen(credential)
    }
}
