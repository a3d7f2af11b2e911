//! Carrying out a change again when another writer was first.

use std::time::Duration;

use sea_orm::{DatabaseTransaction, DbErr};

use super::Fault;
use crate::store::{Carrier, Failure, classify};
use crate::telemetry::metric;

/// Most attempts at one change.
const MAX_ATTEMPTS: u32 = 8;

/// Why an attempt did not succeed.
#[derive(Debug)]
pub(super) enum Missed<E> {
    /// Another writer was first: read again and decide anew.
    Lost,
    /// Trying again would not help.
    Failed(E),
}

impl<E: From<Fault>> From<DbErr> for Missed<E> {
    fn from(error: DbErr) -> Self {
        match classify(&error) {
            Failure::Lost => Self::Lost,
            Failure::Unavailable | Failure::Other => Self::Failed(Fault::from(error).into()),
        }
    }
}

impl<E: From<Fault>> From<Fault> for Missed<E> {
    fn from(fault: Fault) -> Self {
        Self::Failed(fault.into())
    }
}

/// Runs `attempt` until it is not [lost](Missed::Lost), at most eight times, with growing random pauses in between.
pub(super) async fn retry<T, E: From<Fault>, F: Future<Output = Result<T, Missed<E>>>>(
    mut attempt: impl FnMut() -> F,
) -> Result<T, E> {
    for n_lost in 0..MAX_ATTEMPTS {
        match attempt().await {
            Ok(value) => return Ok(value),
            Err(Missed::Failed(error)) => return Err(error),
            Err(Missed::Lost) => {
                metrics::counter!(metric::LOST_ATTEMPTS).increment(1);
                tokio::time::sleep(pause(n_lost)).await;
            }
        }
    }
    metrics::counter!(metric::EXHAUSTED_RETRIES).increment(1);
    tracing::warn!("gave a change up after {MAX_ATTEMPTS} attempts");
    Err(Fault::Unavailable.into())
}

/// Commits. When the answer to a commit is lost the rows may be there: the next attempt reads them again and finds out.
pub(super) async fn commit<E: From<Fault>>(tx: Carrier<DatabaseTransaction>) -> Result<(), Missed<E>> {
    tx.commit().await.map_err(|error| match classify(&error) {
        Failure::Lost | Failure::Unavailable => Missed::Lost,
        Failure::Other => Missed::Failed(Fault::from(error).into()),
    })
}

/// Full jitter between nothing and a bound that doubles from 10 ms up to 500 ms.
fn pause(n_lost: u32) -> Duration {
    crate::id::part_of(Duration::from_millis((10_u64 << n_lost.min(6)).min(500)))
}
