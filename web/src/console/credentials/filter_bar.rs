//! The controls above the list. A choice takes effect at once, and with it what was written; otherwise that does when it is sent.

use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;

use super::filter::{Filter, MAX_LENGTH, read_day};
use crate::component::credential_choice::{
    OF_EVERYBODY, kind_choices, kind_word, read_kind, read_state, state_choices, state_word,
};
use crate::console::filter_field::{FilterField, read_text};
use crate::console::path::CREDENTIALS;
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use crate::ui::icon::{Icon, IconView};
use crate::ui::select::Select;

stylance::import_crate_style!(style, "src/console/credentials/filter_bar.module.css");

/// Learner, state, kind, learning object, and from when to when.
#[component]
pub(super) fn FilterBar(
    /// What the address says now.
    filter: Memo<Filter>,
) -> impl IntoView {
    let i18n = use_i18n();
    let [username, object, from, until] = [(); 4].map(|()| NodeRef::<Input>::new());
    let navigate = StoredValue::new_local(use_navigate());
    let written = |field: NodeRef<Input>| field.get_untracked().map(|it| it.value()).unwrap_or_default();
    let go = move |choose: &dyn Fn(&mut Filter)| {
        let mut wanted = filter.get_untracked();
        wanted.username = read_text(&written(username), MAX_LENGTH);
        wanted.learning_object = read_text(&written(object), MAX_LENGTH);
        wanted.from = read_day(&written(from));
        wanted.until = read_day(&written(until));
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
    let state = Signal::derive(move || filter.read().state.map(state_word).unwrap_or_default().to_owned());
    let kind = Signal::derive(move || filter.read().kind.map(kind_word).unwrap_or_default().to_owned());
    let told = move |part: fn(&Filter) -> &Option<String>| {
        Signal::derive(move || part(&filter.read()).clone().unwrap_or_default())
    };
    let reversed = Signal::derive(move || {
        if filter.read().is_reversed() {
            t_string!(i18n, console.reversed).to_owned()
        } else {
            String::new()
        }
    });
    let reset = move || {
        let is_filtered = !filter.read().is_empty();
        is_filtered.then(|| {
            view! { <A href=CREDENTIALS.to_owned() attr:class=style::reset>{t!(i18n, console.credentials.reset)}</A> }
        })
    };
    view! {
        <form class=style::bar role="search" aria-label=t!(i18n, console.credentials.filter) on:submit=send novalidate>
            <FilterField
                id="username"
                kind="search"
                label=t!(i18n, console.credentials.username)
                limit=MAX_LENGTH
                value=told(|it| &it.username)
                node_ref=username
            />
            <FilterField
                id="object"
                kind="search"
                label=t!(i18n, console.credentials.object)
                limit=MAX_LENGTH
                value=told(|it| &it.learning_object)
                node_ref=object
            />
            <Select
                id="state"
                label=move || t_string!(i18n, credentials.state.label)
                options=state_choices(i18n, OF_EVERYBODY)
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
            <FilterField
                id="from"
                kind="date"
                label=t!(i18n, console.credentials.from)
                limit=MAX_LENGTH
                value=told(|it| &it.from)
                node_ref=from
            />
            <FilterField
                id="until"
                kind="date"
                label=t!(i18n, console.credentials.until)
                limit=MAX_LENGTH
                value=told(|it| &it.until)
                problem=reversed
                node_ref=until
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
