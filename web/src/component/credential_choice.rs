//! What lists of credentials can be filtered by: how an address writes it, and its words.

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use crate::api::enumeration::{CredentialState, LearningObjectType};
use crate::i18n::{Locale, t_string};

/// How the address writes a state.
pub(crate) const fn state_word(state: CredentialState) -> &'static str {
    match state {
        CredentialState::Valid => "valid",
        CredentialState::Expired => "expired",
        CredentialState::NotYetVisible => "not-yet-visible",
        CredentialState::Replaced => "replaced",
        CredentialState::Revoked => "revoked",
    }
}

/// How the address writes a kind.
pub(crate) const fn kind_word(kind: LearningObjectType) -> &'static str {
    match kind {
        LearningObjectType::Program => "program",
        LearningObjectType::CourseRun => "course",
    }
}

/// Every state, in the order in which they are offered. Learners have no credential in the last one.
const STATES: [CredentialState; 5] = [
    CredentialState::Valid,
    CredentialState::NotYetVisible,
    CredentialState::Expired,
    CredentialState::Revoked,
    CredentialState::Replaced,
];

/// How many states learners choose among.
pub(crate) const OF_LEARNERS: usize = STATES.len() - 1;

/// How many staff choose among.
pub(crate) const OF_EVERYBODY: usize = STATES.len();

/// Every kind, in the order in which they are offered.
const KINDS: [LearningObjectType; 2] = [LearningObjectType::Program, LearningObjectType::CourseRun];

/// The state that the address means.
pub(crate) fn read_state(word: &str) -> Option<CredentialState> {
    STATES.into_iter().find(|it| state_word(*it) == word)
}

/// The kind that the address means.
pub(crate) fn read_kind(word: &str) -> Option<LearningObjectType> {
    KINDS.into_iter().find(|it| kind_word(*it) == word)
}

/// What a state is called.
pub(crate) fn state_name(i18n: I18nContext<Locale>, state: CredentialState) -> &'static str {
    match state {
        CredentialState::Valid => t_string!(i18n, credentials.state.valid),
        CredentialState::Expired => t_string!(i18n, credentials.state.expired),
        CredentialState::NotYetVisible => t_string!(i18n, credentials.state.not_yet_visible),
        CredentialState::Replaced => t_string!(i18n, credentials.state.replaced),
        CredentialState::Revoked => t_string!(i18n, credentials.state.revoked),
    }
}

/// What a kind is called.
pub(crate) fn kind_name(i18n: I18nContext<Locale>, kind: LearningObjectType) -> &'static str {
    match kind {
        LearningObjectType::Program => t_string!(i18n, credentials.kind.program),
        LearningObjectType::CourseRun => t_string!(i18n, credentials.kind.course_run),
    }
}

/// The first `n_states` states and their words, after the choice of all.
pub(crate) fn state_choices(i18n: I18nContext<Locale>, n_states: usize) -> Signal<Vec<(&'static str, String)>> {
    Signal::derive(move || {
        let all = ("", t_string!(i18n, credentials.state.all).to_owned());
        let others = STATES.into_iter().take(n_states);
        let others = others.map(|it| (state_word(it), state_name(i18n, it).to_owned()));
        std::iter::once(all).chain(others).collect()
    })
}

/// Every kind and its words, after the choice of all.
pub(crate) fn kind_choices(i18n: I18nContext<Locale>) -> Signal<Vec<(&'static str, String)>> {
    Signal::derive(move || {
        let all = ("", t_string!(i18n, credentials.kind.all).to_owned());
        let others = KINDS.map(|it| (kind_word(it), kind_name(i18n, it).to_owned()));
        std::iter::once(all).chain(others).collect()
    })
}
