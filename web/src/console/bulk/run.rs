//! Sends the rows of a file, one request after the other.
//!
//! Invariant: a row counts as done only once its verdict is here, and verdicts stand in the order of the rows.

use leptos::prelude::*;

use super::chunk::Chunk;
use super::query::{self, Award, Purpose};
use super::verdict::Verdict;
use crate::api::error::ApiError;
use crate::console::pace::Pace;

/// A way through the rows of a file.
#[derive(Clone, Copy)]
pub(super) struct Run {
    rows: Rows,
    /// How far it has come.
    pub(super) pace: Pace,
}

/// The rows, and what is known of them.
#[derive(Clone, Copy)]
struct Rows {
    awards: StoredValue<Vec<Award>>,
    verdicts: StoredValue<Vec<Verdict>>,
    /// None until the server has told its limits.
    chunk: StoredValue<Option<Chunk>>,
    purpose: Purpose,
}

impl Run {
    /// Begins at once.
    pub(super) fn start(awards: Vec<Award>, purpose: Purpose) -> Self {
        let n_rows = awards.len();
        let rows = Rows {
            awards: StoredValue::new(awards),
            verdicts: StoredValue::new(Vec::new()),
            chunk: StoredValue::new(None),
            purpose,
        };
        Self {
            rows,
            pace: Pace::start(n_rows, move || rows.next()),
        }
    }

    /// The verdicts so far.
    pub(super) fn verdicts(self) -> Vec<Verdict> {
        self.rows.verdicts.get_value()
    }
}

impl Rows {
    /// Asks for the limits, then sends what goes into the next request; none where nothing is left or the page was.
    async fn next(self) -> Result<Option<usize>, ApiError> {
        let Some(chunk) = self.chunk.try_get_value() else {
            return Ok(None);
        };
        let Some(chunk) = chunk else {
            let chunk = Chunk::new(query::limits().await?);
            let _ = self.chunk.try_set_value(Some(chunk));
            return Ok(Some(0));
        };
        let Some(awards) = self.rest(chunk) else {
            return Ok(None);
        };
        match query::award(awards, self.purpose).await {
            Ok(verdicts) => {
                self.change(Chunk::rise);
                let n_verdicts = verdicts.len();
                let _ = self.verdicts.try_update_value(|it| it.extend(verdicts));
                Ok(Some(n_verdicts))
            }
            Err(error) => {
                self.change(Chunk::fall);
                Err(error)
            }
        }
    }

    fn rest(self, chunk: Chunk) -> Option<Vec<Award>> {
        let n_done = self.verdicts.try_with_value(Vec::len)?;
        self.awards.try_with_value(|awards| {
            let rest = awards.get(n_done..).filter(|it| !it.is_empty())?;
            Some(rest[..chunk.take(rest.iter())].to_vec())
        })?
    }

    fn change(self, change: fn(&mut Chunk)) {
        let _ = self.chunk.try_update_value(|it| it.as_mut().map(change));
    }
}
