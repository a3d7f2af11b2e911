//! The controls above the list. A choice takes effect at once, a search when it is sent.

use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::filter::{Filter, MAX_SEARCH_LENGTH, read_search};
use crate::component::credential_choice::{
    OF_LEARNERS, kind_choices, kind_word, read_kind, read_state, state_choices, state_word,
};
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use crate::ui::icon::{Icon, IconView};
use crate::ui::select::Select;

stylance::import_crate_style!(style, "src/learner/credentials/filter_bar.module.css");

/// State, kind and search.
#[component]
pub(super) fn FilterBar(
    /// What the address says now.
    filter: Memo<Filter>,
) -> impl IntoView {
    let i18n = use_i18n();
    let field = NodeRef::<Input>::new();
    let navigate = StoredValue::new_local(use_navigate());
    let go = move |change: &dyn Fn(&mut Filter)| {
        let mut wanted = filter.get_untracked();
        change(&mut wanted);
        if wanted != filter.get_untracked() {
            let options = NavigateOptions {
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate.with_value(|navigate| navigate(&wanted.path(), options));
        }
    };
    let search = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(input) = field.get_untracked() else { return };
        let text = read_search(&input.value());
        go(&|it| it.search.clone_from(&text));
    };
    let state = Signal::derive(move || filter.read().state.map(state_word).unwrap_or_default().to_owned());
    let kind = Signal::derive(move || filter.read().kind.map(kind_word).unwrap_or_default().to_owned());
    view! {
        <form class=style::bar role="search" aria-label=t!(i18n, credentials.filter) on:submit=search novalidate>
            <div class=format!("field {}", style::search)>
                <label for="search">{t!(i18n, credentials.search)}</label>
                <div class=style::line>
                    <input
                        node_ref=field
                        class="control"
                        id="search"
                        type="search"
                        dir="auto"
                        autocomplete="off"
                        maxlength=MAX_SEARCH_LENGTH.to_string()
                        prop:value=move || filter.read().search.clone().unwrap_or_default()
                    />
                    <button class="button" type="submit">
                        <IconView icon=Icon::Search/>
                        {t!(i18n, credentials.submit)}
                    </button>
                </div>
            </div>
            <Select
                id="state"
                label=move || t_string!(i18n, credentials.state.label)
                options=state_choices(i18n, OF_LEARNERS)
                value=state
                on_change=Callback::new(move |word: String| go(&|it| it.state = read_state(&word)))
            />
            <Select
                id="kind"
                label=move || t_string!(i18n, credentials.kind.label)
                options=kind_choices(i18n)
                value=kind
                on_change=Callback::new(move |word: String| go(&|it| it.kind = read_kind(&word)))
            />
        </form>
    }
}
