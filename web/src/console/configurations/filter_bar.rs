//! The controls above the list. A choice takes effect at once, and with it what was written; otherwise that does when it is sent.

use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;

use super::filter::{Filter, MAX_LENGTH, active_word, read_active};
use crate::component::credential_choice::{kind_choices, kind_word, read_kind};
use crate::console::bar::style;
use crate::console::filter_field::{FilterField, read_text};
use crate::console::path::CONFIGURATIONS;
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use crate::ui::icon::{Icon, IconView};
use crate::ui::select::Select;

/// Words, whether it takes awards, and kind.
#[component]
pub(super) fn FilterBar(
    /// What the address says now.
    filter: Memo<Filter>,
) -> impl IntoView {
    let i18n = use_i18n();
    let search = NodeRef::<Input>::new();
    let navigate = StoredValue::new_local(use_navigate());
    let go = move |choose: &dyn Fn(&mut Filter)| {
        let mut wanted = filter.get_untracked();
        let written = search.get_untracked().map(|it| it.value()).unwrap_or_default();
        wanted.search = read_text(&written, MAX_LENGTH);
        choose(&mut wanted);
        if wanted != filter.get_untracked() {
            let options = NavigateOptions {
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate.with_value(|navigate| navigate(&wanted.path(None), options));
        }
    };
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        go(&|_| ());
    };
    let state = Signal::derive(move || filter.read().is_active.map(active_word).unwrap_or_default().to_owned());
    let kind = Signal::derive(move || filter.read().kind.map(kind_word).unwrap_or_default().to_owned());
    let states = Signal::derive(move || {
        vec![
            ("", t_string!(i18n, credentials.state.all).to_owned()),
            (
                active_word(true),
                t_string!(i18n, console.configurations.active).to_owned(),
            ),
            (
                active_word(false),
                t_string!(i18n, console.configurations.inactive).to_owned(),
            ),
        ]
    });
    let reset = move || {
        let is_filtered = !filter.read().is_empty();
        is_filtered.then(|| {
            view! { <A href=CONFIGURATIONS.to_owned() attr:class=style::reset>{t!(i18n, console.credentials.reset)}</A> }
        })
    };
    view! {
        <form class=style::bar role="search" aria-label=t!(i18n, console.configurations.filter) on:submit=send novalidate>
            <FilterField
                id="search"
                kind="search"
                label=t!(i18n, console.configurations.search)
                limit=MAX_LENGTH
                value=Signal::derive(move || filter.read().search.clone().unwrap_or_default())
                node_ref=search
            />
            <Select
                id="state"
                label=move || t_string!(i18n, credentials.state.label)
                options=states
                value=state
                on_change=Callback::new(move |word: String| go(&|it| it.is_active = read_active(&word)))
            />
            <Select
                id="kind"
                label=move || t_string!(i18n, credentials.kind.label)
                options=kind_choices(i18n)
                value=kind
                on_change=Callback::new(move |word: String| go(&|it| it.kind = read_kind(&word)))
            />
            <p class=style::foot>
                <button class="button" type="submit">
                    <IconView icon=Icon::Search/>
                    {t!(i18n, credentials.submit)}
                </button>
                {reset}
            </p>
        </form>
    }
}
