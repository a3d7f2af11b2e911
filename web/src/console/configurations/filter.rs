//! Which configurations are listed, as the address says it.

use crate::api::enumeration::LearningObjectType;
use crate::component::credential_choice::{kind_word, read_kind};
use crate::console::filter_field::read_text;
use crate::console::listing::AFTER;
use crate::console::path::CONFIGURATIONS;
use crate::path;

const SEARCH: &str = "search";
const STATE: &str = "state";
const KIND: &str = "kind";

/// As much as can be looked for.
pub(super) const MAX_LENGTH: usize = 100;

/// Which configurations are listed; empty for all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    /// Those that have these words in title or id.
    pub(super) search: Option<String>,
    /// Those that take awards, or those that do not.
    pub(super) is_active: Option<bool>,
    /// Those for this kind of thing.
    pub(super) kind: Option<LearningObjectType>,
}

impl Filter {
    /// Reads it from the address's parameters; what means nothing is left out.
    pub(super) fn read(parameter: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            search: parameter(SEARCH).and_then(|it| read_text(&it, MAX_LENGTH)),
            is_active: parameter(STATE).and_then(|it| read_active(&it)),
            kind: parameter(KIND).and_then(|it| read_kind(&it)),
        }
    }

    /// The address of the list, from its beginning or after a cursor.
    pub(super) fn path(&self, after: Option<&str>) -> String {
        path::with_query(
            CONFIGURATIONS,
            &[
                (SEARCH, self.search.as_deref()),
                (STATE, self.is_active.map(active_word)),
                (KIND, self.kind.map(kind_word)),
                (AFTER, after),
            ],
        )
    }

    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// How the address writes whether it takes awards.
pub(super) const fn active_word(is_active: bool) -> &'static str {
    if is_active { "active" } else { "inactive" }
}

/// What the address means.
pub(super) fn read_active(word: &str) -> Option<bool> {
    [true, false].into_iter().find(|it| active_word(*it) == word)
}

#[cfg(test)]
mod tests {
    use super::{Filter, LearningObjectType};

    #[test]
    fn address_is_read_as_far_as_it_means_something() {
        let read = |parameters: [(&str, &str); 3]| {
            Filter::read(|name| Some(parameters.iter().find(|(it, _)| *it == name)?.1.to_owned()))
        };
        assert_eq!(
            read([("search", " night\u{0} "), ("state", "inactive"), ("kind", "course")]),
            Filter {
                search: Some("night".to_owned()),
                is_active: Some(false),
                kind: Some(LearningObjectType::CourseRun),
            }
        );
        assert!(read([("search", " "), ("state", "asleep"), ("kind", "")]).is_empty());
    }
}
