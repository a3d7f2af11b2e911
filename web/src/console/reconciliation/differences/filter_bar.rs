//! The choices above the list. Each takes effect at once.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::filter::Filter;
use super::state::DifferenceState;
use crate::console::bar::style as bar;
use crate::console::reconciliation::kind::DifferenceKind;
use crate::i18n::{t_string, use_i18n};
use crate::ui::select::Select;

/// Of which kind, and how far they have come.
#[component]
pub(super) fn FilterBar(
    /// What the address says now.
    filter: Memo<Filter>,
) -> impl IntoView {
    let i18n = use_i18n();
    let navigate = StoredValue::new_local(use_navigate());
    let go = move |wanted: Filter| {
        let options = NavigateOptions {
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate.with_value(|navigate| navigate(&wanted.path(None), options));
    };
    let kinds = Signal::derive(move || {
        let all = ("", t_string!(i18n, credentials.kind.all).to_owned());
        let each = DifferenceKind::ALL.map(|it| (it.word(), it.name(i18n).to_owned()));
        std::iter::once(all).chain(each).collect()
    });
    let states = Signal::derive(move || {
        let all = ("", t_string!(i18n, credentials.state.all).to_owned());
        let each = DifferenceState::ALL.map(|it| (it.word(), it.name(i18n).to_owned()));
        std::iter::once(all).chain(each).collect()
    });
    let kind = Signal::derive(move || filter.read().kind.map_or("", DifferenceKind::word).to_owned());
    let state = Signal::derive(move || filter.read().state.map_or("", DifferenceState::word).to_owned());
    let choose_kind = move |word: String| {
        go(Filter {
            kind: DifferenceKind::read(&word),
            ..filter.get_untracked()
        });
    };
    let choose_state = move |word: String| {
        go(Filter {
            state: DifferenceState::read(&word),
            ..filter.get_untracked()
        });
    };
    view! {
        <div class=bar::choices>
            <Select
                id="kind"
                label=move || t_string!(i18n, credentials.kind.label)
                options=kinds
                value=kind
                on_change=Callback::new(choose_kind)
            />
            <Select
                id="state"
                label=move || t_string!(i18n, credentials.state.label)
                options=states
                value=state
                on_change=Callback::new(choose_state)
            />
        </div>
    }
}
