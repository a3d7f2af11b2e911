//! The controls above a list. A choice takes effect at once, and with it what was written; otherwise that does when it is sent.

use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;

use super::filter::{Filter, MAX_LENGTH};
use super::keeper::Keeper;
use super::kind::Kind;
use super::state::{PathwayKind, State};
use crate::console::bar::style;
use crate::console::filter_field::{FilterField, read_text};
use crate::i18n::{t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::icon::{Icon, IconView};
use crate::ui::select::Select;

/// Words, who keeps it, and what else tells things of the kind apart.
#[component]
pub(super) fn FilterBar(
    /// What is listed.
    kind: Kind,
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
            navigate.with_value(|navigate| navigate(&wanted.path(kind, None), options));
        }
    };
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        go(&|_| ());
    };
    let keepers = Signal::derive(move || {
        let all = ("", t_string!(i18n, console.catalogue.keeper.all).to_owned());
        let each = Keeper::ALL.map(|it| (it.word(), it.words(i18n).to_owned()));
        std::iter::once(all).chain(each).collect()
    });
    let states = Signal::derive(move || {
        let all = ("", t_string!(i18n, credentials.state.all).to_owned());
        let each = State::of(kind).iter().map(|it| (it.word(), it.words(i18n).to_owned()));
        std::iter::once(all).chain(each).collect()
    });
    let state = (!State::of(kind).is_empty()).then(|| {
        view! {
            <Select
                id="state"
                label=move || t_string!(i18n, credentials.state.label)
                options=states
                value=Signal::derive(move || filter.read().state.map(State::word).unwrap_or_default().to_owned())
                on_change=Callback::new(move |word: String| go(&|it| it.state = State::read(kind, &word)))
            />
        }
    });
    let pathway_kinds = Signal::derive(move || {
        let all = ("", t_string!(i18n, credentials.kind.all).to_owned());
        let each = PathwayKind::ALL.map(|it| (it.word(), it.words(i18n).to_owned()));
        std::iter::once(all).chain(each).collect()
    });
    let pathway_kind = (kind == Kind::Pathway).then(|| {
        view! {
            <Select
                id="kind"
                label=move || t_string!(i18n, credentials.kind.label)
                options=pathway_kinds
                value=Signal::derive(move || {
                    filter.read().pathway_kind.map(PathwayKind::word).unwrap_or_default().to_owned()
                })
                on_change=Callback::new(move |word: String| go(&|it| it.pathway_kind = PathwayKind::read(&word)))
            />
        }
    });
    let reset = move || {
        let is_filtered = !filter.read().is_empty();
        is_filtered.then(|| {
            view! { <A href=kind.path().to_owned() attr:class=style::reset>{t!(i18n, console.credentials.reset)}</A> }
        })
    };
    view! {
        <form class=style::bar role="search" aria-label=t!(i18n, console.catalogue.filter) on:submit=send novalidate>
            <FilterField
                id="search"
                kind="search"
                label=text(move || kind.searched(i18n))
                limit=MAX_LENGTH
                value=Signal::derive(move || filter.read().search.clone().unwrap_or_default())
                node_ref=search
            />
            <Select
                id="keeper"
                label=move || t_string!(i18n, console.catalogue.keeper.label)
                options=keepers
                value=Signal::derive(move || filter.read().keeper.map(Keeper::word).unwrap_or_default().to_owned())
                on_change=Callback::new(move |word: String| go(&|it| it.keeper = Keeper::read(&word)))
            />
            {state}
            {pathway_kind}
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
