//! Which credentials are listed, as the address says it.

use crate::api::enumeration::{CredentialState, LearningObjectType};
use crate::component::credential_choice::{kind_word, read_kind, read_state, state_word};
use crate::console::browser;
use crate::console::day::is_reversed;
use crate::console::filter_field::read_text;
use crate::console::listing::AFTER;
use crate::console::path::{CREDENTIALS, REVOKE};
use crate::path;

const USERNAME: &str = "username";
const STATE: &str = "state";
const KIND: &str = "kind";
const OBJECT: &str = "object";
const FROM: &str = "from";
const UNTIL: &str = "until";

/// As much as a learning object's id may have.
pub(crate) const MAX_LENGTH: usize = 255;

/// Which credentials are listed; empty for all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::console) struct Filter {
    /// Those of this learner.
    pub(in crate::console) username: Option<String>,
    /// Those of this state.
    pub(in crate::console) state: Option<CredentialState>,
    /// Those for this kind of thing.
    pub(in crate::console) kind: Option<LearningObjectType>,
    /// Those for this thing, by its external id.
    pub(in crate::console) learning_object: Option<String>,
    /// Those awarded on this day or later.
    pub(in crate::console) from: Option<String>,
    /// Those awarded on this day or earlier.
    pub(in crate::console) until: Option<String>,
}

impl Filter {
    /// Reads it from the address's parameters; what means nothing is left out.
    pub(in crate::console) fn read(parameter: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            username: parameter(USERNAME).and_then(|it| read_text(&it, MAX_LENGTH)),
            state: parameter(STATE).and_then(|it| read_state(&it)),
            kind: parameter(KIND).and_then(|it| read_kind(&it)),
            learning_object: parameter(OBJECT).and_then(|it| read_text(&it, MAX_LENGTH)),
            from: parameter(FROM).and_then(|it| read_day(&it)),
            until: parameter(UNTIL).and_then(|it| read_day(&it)),
        }
    }

    /// The address of the list, from its beginning or after a cursor.
    pub(in crate::console) fn path(&self, after: Option<&str>) -> String {
        self.address(CREDENTIALS, after)
    }

    /// The address where what it lets through is revoked.
    pub(in crate::console) fn revoke_path(&self) -> String {
        self.address(REVOKE, None)
    }

    fn address(&self, page: &str, after: Option<&str>) -> String {
        path::with_query(
            page,
            &[
                (USERNAME, self.username.as_deref()),
                (STATE, self.state.map(state_word)),
                (KIND, self.kind.map(kind_word)),
                (OBJECT, self.learning_object.as_deref()),
                (FROM, self.from.as_deref()),
                (UNTIL, self.until.as_deref()),
                (AFTER, after),
            ],
        )
    }

    pub(in crate::console) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the last day is before the first, so that nothing can fit.
    pub(in crate::console) fn is_reversed(&self) -> bool {
        is_reversed(self.from.as_ref(), self.until.as_ref())
    }

    /// The first day that is too late.
    pub(in crate::console) fn day_after_until(&self) -> Option<String> {
        browser::day_after(self.until.as_deref()?)
    }
}

/// A day such as `2026-11-30`; whether the calendar has it is the server's to say.
pub(crate) fn read_day(text: &str) -> Option<String> {
    let is_day = text.len() == 10
        && text.bytes().enumerate().all(|(place, it)| match place {
            4 | 7 => it == b'-',
            _ => it.is_ascii_digit(),
        });
    is_day.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{CredentialState, Filter, LearningObjectType, read_day};

    #[test]
    fn address_is_read_as_far_as_it_means_something() {
        let parameters = [
            ("username", " ada\u{0} "),
            ("state", "revoked"),
            ("kind", "program"),
            ("object", "course-v1:X+Y+Z"),
            ("from", "2026-01-31"),
            ("until", "tomorrow"),
        ];
        let read = |name: &str| Some(parameters.iter().find(|(it, _)| *it == name)?.1.to_owned());
        assert_eq!(
            Filter::read(read),
            Filter {
                username: Some("ada".to_owned()),
                state: Some(CredentialState::Revoked),
                kind: Some(LearningObjectType::Program),
                learning_object: Some("course-v1:X+Y+Z".to_owned()),
                from: Some("2026-01-31".to_owned()),
                until: None,
            }
        );
        assert!(Filter::read(|_| Some(" ".to_owned())).is_empty());
    }

    #[test]
    fn only_days_are_days() {
        for text in ["", "2026-1-31", "2026-01-31T00", "２026-01-3", "2026/01/31"] {
            assert_eq!(read_day(text), None, "{text}");
        }
    }
}
