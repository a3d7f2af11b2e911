//! A key set at an address: fetched seldom, kept long, never fetched more often because of what tokens say.
//!
//! Invariants: at most one fetch is under way, and at most one begins in any [`MIN_INTERVAL`]; a fetch outlives the
//! request that caused it, so a caller who hangs up cannot keep the set from being renewed; a failed fetch changes
//! nothing but the time of the next one.

mod fetch;
mod pace;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;
use url::Url;

pub(super) use fetch::JwksClient;

use crate::auth::issuer::KeySnapshot;
use crate::auth::jwks::fetch::FetchJwksError;
use crate::auth::jwks::pace::Pace;
use crate::auth::key_set::ParsedKeySet;
use crate::config::jwt::Algorithm;

/// Shortest time between the beginnings of two fetches.
const MIN_INTERVAL: Duration = Duration::from_secs(10);

/// A set older than this is renewed in the background when it is used.
const RENEW_AFTER: Duration = Duration::from_mins(5);

/// A set older than this is renewed before it is used, unless the address is failing.
const WAIT_AFTER: Duration = Duration::from_mins(9);

/// A set older than this is not used any more, even when the address is failing.
const DISCARD_AFTER: Duration = Duration::from_hours(24);

/// A key set at an address.
#[derive(Debug)]
pub(super) struct RemoteKeySet {
    url: Url,
    algorithms: Vec<Algorithm>,
    client: JwksClient,
    pace: Pace,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// The last good answer.
    good: Option<GoodSet>,
    /// When the last fetch began.
    last_fetch: Option<Instant>,
    /// Whether the last fetch that ended failed.
    is_failing: bool,
    /// Closes when the fetch under way ends.
    flight: Option<watch::Receiver<()>>,
}

#[derive(Clone, Debug)]
struct GoodSet {
    snapshot: KeySnapshot,
    fetched_at: Instant,
}

impl RemoteKeySet {
    pub(super) fn new(url: Url, algorithms: Vec<Algorithm>, client: JwksClient) -> Self {
        Self {
            url,
            algorithms,
            client,
            pace: Pace::new(),
            state: Mutex::default(),
        }
    }

    pub(super) fn url(&self) -> &Url {
        &self.url
    }

    /// The keys as far as they are known. Waits for the address only when there are none, or they are old and there is
    /// hope to get newer ones.
    pub(super) async fn current(self: &Arc<Self>) -> Option<KeySnapshot> {
        let (good, is_failing) = {
            let state = self.state();
            (state.good.clone(), state.is_failing)
        };
        let age = good.as_ref().map(|it| self.age(it.fetched_at));
        match (good, age) {
            (Some(good), Some(age)) if age < RENEW_AFTER => Some(good.snapshot),
            (Some(good), Some(age)) if age < WAIT_AFTER || (is_failing && age < DISCARD_AFTER) => {
                self.begin_fetch();
                Some(good.snapshot)
            }
            _ => self.refreshed().await,
        }
    }

    /// The keys after the fetch under way, or after a new one unless the last began a moment ago.
    pub(super) async fn refreshed(self: &Arc<Self>) -> Option<KeySnapshot> {
        if let Some(mut flight) = self.begin_fetch() {
            // Nothing is ever sent: the only event is that the fetch ends.
            let _ = flight.changed().await;
        }
        let state = self.state();
        let good = state.good.as_ref()?;
        (self.age(good.fetched_at) < DISCARD_AFTER).then(|| good.snapshot.clone())
    }

    /// Begins a fetch, unless one is under way or began a moment ago. What is returned closes when the fetch ends.
    fn begin_fetch(self: &Arc<Self>) -> Option<watch::Receiver<()>> {
        let mut state = self.state();
        if let Some(flight) = state.flight.as_ref().filter(|it| it.has_changed().is_ok()) {
            return Some(flight.clone());
        }
        if state.last_fetch.is_some_and(|it| self.age(it) < MIN_INTERVAL) {
            return None;
        }

        let (end, flight) = watch::channel(());
        state.last_fetch = Some(self.pace.now());
        state.flight = Some(flight.clone());
        let remote = Arc::clone(self);
        tokio::spawn(async move {
            let answer = remote.client.fetch(&remote.url, &remote.algorithms).await;
            remote.install(answer);
            drop(end);
        });
        Some(flight)
    }

    fn install(&self, answer: Result<ParsedKeySet, FetchJwksError>) {
        let host = self.url.host_str().unwrap_or_default();
        let mut state = self.state();
        state.is_failing = answer.is_err();
        let parsed = match answer {
            Ok(parsed) => parsed,
            Err(error) => {
                metrics::counter!("jwks_fetches_total", "outcome" => "failed").increment(1);
                let has_keys = state.good.is_some();
                tracing::warn!(host, %error, has_keys, "the key set was not renewed");
                return;
            }
        };

        metrics::counter!("jwks_fetches_total", "outcome" => "ok").increment(1);
        let fetched_at = self.pace.now();
        let generation = match &mut state.good {
            Some(good) if *good.snapshot.keys == parsed.keys => {
                good.fetched_at = fetched_at;
                return;
            }
            Some(good) => good.snapshot.generation + 1,
            None => 1,
        };
        for (position, reason) in &parsed.skipped {
            tracing::warn!(host, position, reason, "a key of the key set is skipped");
        }
        tracing::info!(host, generation, "the key set has changed");
        state.good = Some(GoodSet {
            snapshot: KeySnapshot {
                keys: Arc::new(parsed.keys),
                generation,
            },
            fetched_at,
        });
    }

    fn age(&self, then: Instant) -> Duration {
        self.pace.now().saturating_duration_since(then)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets time pass for this set.
    #[cfg(test)]
    pub(super) fn skip(&self, time: Duration) {
        self.pace.skip(time);
    }

    /// Whether a fetch is under way.
    #[cfg(test)]
    pub(super) fn is_fetching(&self) -> bool {
        let state = self.state();
        state.flight.as_ref().is_some_and(|it| it.has_changed().is_ok())
    }

    /// Waits for the fetch under way, if there is one.
    #[cfg(test)]
    pub(super) async fn settle(&self) {
        let flight = self.state().flight.clone();
        if let Some(mut flight) = flight {
            let _ = flight.changed().await;
        }
    }
}
