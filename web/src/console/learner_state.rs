//! How it stands with a person's account.

use leptos_i18n::I18nContext;

use crate::api::schema;
use crate::i18n::{Locale, t_string};

/// How it stands with a person's account.
#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LearnerState {
    Active,
    Inactive,
    Retired,
}

impl LearnerState {
    /// The state in a word.
    pub(super) fn words(self, i18n: I18nContext<Locale>) -> &'static str {
        match self {
            Self::Active => t_string!(i18n, console.learner.active),
            Self::Inactive => t_string!(i18n, console.learner.inactive),
            Self::Retired => t_string!(i18n, console.learner.retired),
        }
    }
}
