//! How the form speaks: to learners of their own record, to staff of that of a learner.

use leptos_i18n::I18nContext;

use super::query::Refusal;
use crate::component::failure::explanation;
use crate::i18n::{Locale, t_string};
use crate::text::{Text, t};

/// To whom it speaks.
#[derive(Clone, Copy)]
pub(super) struct Words {
    /// Whether to the learner.
    pub(super) is_own: bool,
}

impl Words {
    pub(super) fn meaning(self, i18n: I18nContext<Locale>, organization: String) -> String {
        if self.is_own {
            t_string!(i18n, send.meaning, organization = organization)
        } else {
            t_string!(i18n, send.staff.meaning, organization = organization)
        }
    }

    pub(super) fn name(self, i18n: I18nContext<Locale>) -> Text {
        if self.is_own {
            t!(i18n, send.shown.name)
        } else {
            t!(i18n, send.staff.name)
        }
    }

    pub(super) fn record(self, i18n: I18nContext<Locale>) -> Text {
        if self.is_own {
            t!(i18n, send.shown.record)
        } else {
            t!(i18n, send.staff.record)
        }
    }

    pub(super) fn fields(self, i18n: I18nContext<Locale>) -> Text {
        if self.is_own {
            t!(i18n, send.shown.fields)
        } else {
            t!(i18n, send.staff.fields)
        }
    }

    pub(super) fn reply_to(self, i18n: I18nContext<Locale>) -> Text {
        if self.is_own {
            t!(i18n, send.shown.reply_to)
        } else {
            t!(i18n, send.staff.reply_to)
        }
    }

    pub(super) fn link_ends(self, i18n: I18nContext<Locale>) -> Text {
        if self.is_own {
            t!(i18n, send.shown.link_ends)
        } else {
            t!(i18n, send.staff.link_ends)
        }
    }

    pub(super) fn consent(self, i18n: I18nContext<Locale>, organization: String) -> String {
        if self.is_own {
            t_string!(i18n, send.consent, organization = organization)
        } else {
            t_string!(i18n, send.staff.consent, organization = organization)
        }
    }

    pub(super) fn updates(self, i18n: I18nContext<Locale>) -> Text {
        if self.is_own {
            t!(i18n, send.updates)
        } else {
            t!(i18n, send.staff.updates)
        }
    }

    /// Why nothing was sent, and what to do about it.
    pub(super) fn refusal(self, i18n: I18nContext<Locale>, refusal: &Refusal) -> &'static str {
        match (refusal, self.is_own) {
            (Refusal::NoConsent, true) => t_string!(i18n, send.problem.no_consent),
            (Refusal::NoConsent, false) => t_string!(i18n, send.staff.no_consent),
            (Refusal::NoAddress, true) => t_string!(i18n, send.problem.no_address),
            (Refusal::NoAddress, false) => t_string!(i18n, send.staff.no_address),
            (Refusal::Empty, _) => t_string!(i18n, send.problem.empty),
            (Refusal::TooOften, _) => t_string!(i18n, send.too_often),
            (Refusal::TooManyShares, _) => t_string!(i18n, share.problem.too_many),
            (Refusal::Outdated, _) => t_string!(i18n, send.problem.outdated),
            (Refusal::Failed(error), _) => explanation(i18n, error),
        }
    }
}
