//! Which differences are listed, as the address says it.

use super::state::DifferenceState;
use crate::console::listing::AFTER;
use crate::console::path::{ID, RECONCILIATION};
use crate::console::reconciliation::kind::DifferenceKind;
use crate::path;

const KIND: &str = "kind";
const STATE: &str = "state";

/// Which differences are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::console::reconciliation) struct Filter {
    /// Those of this run, by its id.
    pub(super) run: String,
    /// Those of this kind; all for none.
    pub(super) kind: Option<DifferenceKind>,
    /// Those that have come so far; all for none.
    pub(super) state: Option<DifferenceState>,
}

impl Filter {
    /// What a run has found of a kind.
    pub(in crate::console::reconciliation) const fn of_kind(run: String, kind: DifferenceKind) -> Self {
        Self {
            run,
            kind: Some(kind),
            state: None,
        }
    }

    /// Everything that it has found.
    pub(super) const fn all(run: String) -> Self {
        Self {
            run,
            kind: None,
            state: None,
        }
    }

    /// Reads it from the address's parameters; what means nothing is left out.
    pub(super) fn read(run: String, parameter: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            run,
            kind: parameter(KIND).and_then(|it| DifferenceKind::read(&it)),
            state: parameter(STATE).and_then(|it| DifferenceState::read(&it)),
        }
    }

    /// The address of the list, from its beginning or after a cursor.
    pub(in crate::console::reconciliation) fn path(&self, after: Option<&str>) -> String {
        path::with_query(
            RECONCILIATION,
            &[
                (ID, Some(self.run.as_str())),
                (KIND, self.kind.map(DifferenceKind::word)),
                (STATE, self.state.map(DifferenceState::word)),
                (AFTER, after),
            ],
        )
    }
}
