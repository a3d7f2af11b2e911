//! Which entries are listed, as the address says it.

use super::export::File;
use super::fragment::{AuditTrailAction, AuditTrailSubject};
use crate::console::browser;
use crate::console::credentials::filter::{MAX_LENGTH, read_day};
use crate::console::day::is_reversed;
use crate::console::filter_field::read_text;
use crate::console::listing::AFTER;
use crate::console::path::{AUDIT_TRAIL, ID};
use crate::path;

const ACTOR: &str = "actor";
const USERNAME: &str = "username";
const ACTION: &str = "action";
const SUBJECT: &str = "subject";
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
    /// What kind of thing it was done to.
    pub(super) subject: Option<AuditTrailSubject>,
    /// What was done to the thing of this id.
    pub(super) thing: Option<String>,
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
            subject: parameter(SUBJECT).and_then(|it| AuditTrailSubject::read(&it)),
            thing: parameter(ID).and_then(|it| read_text(&it, MAX_LENGTH)),
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
                (SUBJECT, self.subject.map(AuditTrailSubject::word)),
                (ID, self.thing.as_deref()),
                (FROM, self.from.as_deref()),
                (UNTIL, self.until.as_deref()),
                (AFTER, after),
            ],
        )
    }

    /// The address of the same entries as a file, in the words of the API.
    pub(super) fn file(&self, file: File) -> String {
        let start_of = |day: &str| format!("{day}T00:00:00Z");
        let from = self.from.as_deref().map(start_of);
        let before = self.day_after_until().map(|it| start_of(&it));
        path::with_query(
            file.path(),
            &[
                ("actor", self.actor.as_deref()),
                ("username", self.username.as_deref()),
                ("action", self.action.map(AuditTrailAction::api_word)),
                ("subjectType", self.subject.map(AuditTrailSubject::api_word)),
                ("subject", self.thing.as_deref()),
                ("happenedAfter", from.as_deref()),
                ("happenedBefore", before.as_deref()),
            ],
        )
    }

    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the last day is before the first, so that nothing can fit.
    pub(super) fn is_reversed(&self) -> bool {
        is_reversed(self.from.as_ref(), self.until.as_ref())
    }

    /// The first day that is too late.
    pub(super) fn day_after_until(&self) -> Option<String> {
        browser::day_after(self.until.as_deref()?)
    }
}
