//! Goes through credentials: finds them and tries out what would become of them, then revokes them.
//!
//! Invariant: verdicts stand in the order of the credentials.

use std::sync::Arc;

use leptos::prelude::*;

use super::query::{self, Credential, PAGE_SIZE, Revocation};
use super::verdict::{Seen, Verdict};
use crate::api::error::ApiError;
use crate::console::credentials::filter::Filter;
use crate::console::digest::digest;
use crate::console::pace::Pace;
use crate::console::portion::Portion;
use crate::console::walk::Walk;

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
    walk: StoredValue<Walk>,
}

impl Trial {
    /// Begins at once. `n_found` is how many there were when they were counted, `most` how many are a part.
    pub(super) fn start(filter: Filter, n_found: usize, most: usize) -> Self {
        let found = Found {
            filter: StoredValue::new(filter),
            seen: StoredValue::new(Vec::new()),
            walk: StoredValue::new(Walk::new(most, PAGE_SIZE)),
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
        self.found.walk.with_value(Walk::is_cut)
    }
}

impl Found {
    /// Reads a page and tries it out; none where nothing is left or the page was.
    async fn next(self) -> Result<Option<usize>, ApiError> {
        let asked = self.walk.try_with_value(Walk::next).flatten();
        let (Some(filter), Some((n_wanted, after))) = (self.filter.try_get_value(), asked) else {
            return Ok(None);
        };
        let (credentials, next) = query::page(&filter, n_wanted, after).await?;
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
        let _ = self.walk.try_update_value(|it| it.go_on(n_found, next));
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
    portion: StoredValue<Portion>,
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
            portion: StoredValue::new(Portion::new(PAGE_SIZE)),
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
                let _ = self.portion.try_update_value(Portion::rise);
                let n_verdicts = verdicts.len();
                let _ = self.verdicts.try_update_value(|it| it.extend(verdicts));
                Ok(Some(n_verdicts))
            }
            Err(error) => {
                let _ = self.portion.try_update_value(Portion::fall);
                Err(error)
            }
        }
    }

    fn rest(self) -> Option<Vec<Revocation>> {
        let n_done = self.verdicts.try_with_value(Vec::len)?;
        let portion = self.portion.try_get_value()?;
        self.revocations
            .try_with_value(|all| portion.of(all.get(n_done..).unwrap_or_default()))?
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
