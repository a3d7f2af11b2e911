//! What states, failures and numbers of a run are called.

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::query::{ReconciliationFailure, ReconciliationState};
use crate::console::run::StateOfRun;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::language::grouped;
use crate::text::t;
use crate::ui::icon::Icon;

/// How far a run has come, and whether it was clean, or cannot be.
#[component]
pub(in crate::console) fn StateOfReconciliation(
    /// How far.
    state: ReconciliationState,
    /// It compares grades, too.
    has_grades: bool,
    /// It was told everything, and nothing differed.
    is_clean: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let note = if is_clean {
        Some((Icon::Check, t!(i18n, console.reconciliation.clean)))
    } else if has_grades {
        None
    } else {
        Some((Icon::Question, t!(i18n, console.reconciliation.without_grades)))
    };
    view! { <StateOfRun state=state.into() note/> }
}

/// How many differences there are; none where they are too many to count.
pub(in crate::console) fn count_words(i18n: I18nContext<Locale>, count: Option<i32>) -> String {
    match count {
        None => t_string!(i18n, console.reconciliation.count_countless).to_owned(),
        Some(1) => t_string!(i18n, console.reconciliation.count_one).to_owned(),
        Some(count) => t_string!(i18n, console.reconciliation.count_many, count = grouped(i18n, count)),
    }
}

/// Why a run was given up.
pub(super) fn failure_words(i18n: I18nContext<Locale>, failure: ReconciliationFailure) -> &'static str {
    match failure {
        ReconciliationFailure::InvalidAnswer => t_string!(i18n, console.reconciliation.failure.invalid_answer),
        ReconciliationFailure::NotConfigured => t_string!(i18n, console.reconciliation.not_configured),
        ReconciliationFailure::Refused => t_string!(i18n, console.reconciliation.failure.refused),
        ReconciliationFailure::Unavailable => t_string!(i18n, console.reconciliation.failure.unavailable),
    }
}
