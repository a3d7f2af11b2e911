//! What became of a difference: how the address writes it, and what it is called.

use leptos_i18n::I18nContext;

use crate::api::schema;
use crate::i18n::{Locale, t_string};

/// What became of a difference.
#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum DifferenceState {
    Open,
    Repaired,
    Ignored,
}

impl DifferenceState {
    /// In the order in which they are offered.
    pub(super) const ALL: [Self; 3] = [Self::Open, Self::Repaired, Self::Ignored];

    /// How the address writes it.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Repaired => "repaired",
            Self::Ignored => "ignored",
        }
    }

    /// What the address means; none where it means nothing.
    pub(super) fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }

    /// What people call it.
    pub(super) fn name(self, i18n: I18nContext<Locale>) -> &'static str {
        match self {
            Self::Open => t_string!(i18n, console.reconciliation.state.open),
            Self::Repaired => t_string!(i18n, console.reconciliation.state.repaired),
            Self::Ignored => t_string!(i18n, console.reconciliation.state.ignored),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::DifferenceState;

    #[test]
    fn every_state_is_read_as_it_is_written() {
        for state in DifferenceState::ALL {
            assert_eq!(DifferenceState::read(state.word()), Some(state));
        }
        assert_eq!(DifferenceState::read("lost"), None);
    }
}
