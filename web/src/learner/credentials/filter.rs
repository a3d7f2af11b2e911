//! Which credentials are listed, as the address says it.

use crate::api::enumeration::{CredentialState, LearningObjectType};
use crate::component::credential_choice::{kind_word, read_kind, read_state, state_word};
use crate::path;

const STATE: &str = "state";
const KIND: &str = "kind";
const SEARCH: &str = "search";
/// As much as the server looks for.
pub(super) const MAX_SEARCH_LENGTH: usize = 100;

/// Which credentials are listed; empty for all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    /// Those of this state.
    pub(super) state: Option<CredentialState>,
    /// Those for this kind of thing.
    pub(super) kind: Option<LearningObjectType>,
    /// Those that have this text in their title.
    pub(super) search: Option<String>,
}

impl Filter {
    /// Reads it from the address's parameters; what means nothing is left out.
    pub(super) fn read(parameter: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            state: parameter(STATE).and_then(|it| read_state(&it)),
            kind: parameter(KIND).and_then(|it| read_kind(&it)),
            search: parameter(SEARCH).and_then(|it| read_search(&it)),
        }
    }

    /// The address of the list.
    pub(super) fn path(&self) -> String {
        path::with_query(
            path::CREDENTIALS,
            &[
                (STATE, self.state.map(state_word)),
                (KIND, self.kind.map(kind_word)),
                (SEARCH, self.search.as_deref()),
            ],
        )
    }

    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

pub(super) fn read_search(text: &str) -> Option<String> {
    let text: String = text
        .chars()
        .filter(|it| !it.is_control())
        .take(MAX_SEARCH_LENGTH)
        .collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{CredentialState, Filter, LearningObjectType};

    fn read(parameters: &[(&str, &str)]) -> Filter {
        Filter::read(|name| {
            let (_, value) = parameters.iter().find(|(it, _)| *it == name)?;
            Some((*value).to_owned())
        })
    }

    #[test]
    fn address_is_read_as_far_as_it_means_something() {
        let filter = read(&[
            ("state", "not-yet-visible"),
            ("kind", "course"),
            ("search", " data\u{0} "),
        ]);
        assert_eq!(
            filter,
            Filter {
                state: Some(CredentialState::NotYetVisible),
                kind: Some(LearningObjectType::CourseRun),
                search: Some("data".to_owned()),
            }
        );
        assert!(read(&[("state", "VALID"), ("kind", ""), ("search", "  "), ("x", "y")]).is_empty());
        let long = read(&[("search", &"é".repeat(200))]);
        assert_eq!(long.search.map(|it| it.chars().count()), Some(100));
    }
}
