//! Which entries are listed, as the address says it.

use super::fragment::AuditTrailAction;
use crate::console::browser;
use crate::console::credentials::filter::{MAX_LENGTH, read_day};
use crate::console::filter_field::read_text;
use crate::console::listing::AFTER;
use crate::console::path::AUDIT_TRAIL;
use crate::path;

const ACTOR: &str = "actor";
const USERNAME: &str = "username";
const ACTION: &str = "action";
const FROM: &str = "from";
const UNTIL: &str = "until";

/// Which entries are listed; empty for all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    /// What this person did.
    pub(super) actor: Option<String>,
    /// What was done to this person.
    pub(super) username: Option<String>,
    /// What was done.
    pub(super) action: Option<AuditTrailAction>,
    /// Done on this day or later.
    pub(super) from: Option<String>,
    /// Done on this day or earlier.
    pub(super) until: Option<String>,
}

impl Filter {
    /// Reads it from the address's parameters; what means nothing is left out.
    pub(super) fn read(parameter: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            actor: parameter(ACTOR).and_then(|it| read_text(&it, MAX_LENGTH)),
            username: parameter(USERNAME).and_then(|it| read_text(&it, MAX_LENGTH)),
            action: parameter(ACTION).and_then(|it| AuditTrailAction::read(&it)),
            from: parameter(FROM).and_then(|it| read_day(&it)),
            until: parameter(UNTIL).and_then(|it| read_day(&it)),
        }
    }

    /// The address of the list, from its beginning or after a cursor.
    pub(super) fn path(&self, after: Option<&str>) -> String {
        path::with_query(
            AUDIT_TRAIL,
            &[
                (ACTOR, self.actor.as_deref()),
                (USERNAME, self.username.as_deref()),
                (ACTION, self.action.map(AuditTrailAction::word)),
                (FROM, self.from.as_deref()),
                (UNTIL, self.until.as_deref()),
                (AFTER, after),
            ],
        )
    }

    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The first day that is too late.
    pub(super) fn day_after_until(&self) -> Option<String> {
        browser::day_after(self.until.as_deref()?)
    }
}
