//! One field above a list: the words that are looked for, which the address tells.

use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::bar::style;
use super::filter_field::{FilterField, read_text};
use crate::i18n::use_i18n;
use crate::text::{Text, t};
use crate::ui::icon::{Icon, IconView};

/// The parameter of the address that tells them.
pub(super) const SEARCH: &str = "search";

/// As much as can be looked for.
const MAX_LENGTH: usize = 100;

/// What the address says; none where nothing is looked for.
pub(super) fn searched() -> Memo<Option<String>> {
    let query = use_query_map();
    Memo::new(move |_| query.read().get(SEARCH).and_then(|it| read_text(&it, MAX_LENGTH)))
}

/// The field and its button. What is written takes effect when it is sent.
#[component]
pub(super) fn SearchBar(
    /// What is looked into.
    label: Text,
    /// What it is for, to those who hear the page.
    purpose: Text,
    /// What the address says.
    search: Memo<Option<String>>,
    /// The address of the list of what has these words.
    address: fn(Option<&str>) -> String,
) -> impl IntoView {
    let i18n = use_i18n();
    let field = NodeRef::<Input>::new();
    let navigate = StoredValue::new_local(use_navigate());
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let written = field.get_untracked().map(|it| it.value()).unwrap_or_default();
        let options = NavigateOptions {
            scroll: false,
            ..NavigateOptions::default()
        };
        let path = address(read_text(&written, MAX_LENGTH).as_deref());
        navigate.with_value(|navigate| navigate(&path, options));
    };
    view! {
        <form class=style::line role="search" aria-label=purpose on:submit=send novalidate>
            <FilterField
                id="search"
                kind="search"
                label
                limit=MAX_LENGTH
                value=Signal::derive(move || search.get().unwrap_or_default())
                node_ref=field
            />
            <p class=style::foot>
                <button class="button" type="submit">
                    <IconView icon=Icon::Search/>
                    {t!(i18n, credentials.submit)}
                </button>
            </p>
        </form>
    }
}
