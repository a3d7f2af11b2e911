//! An empty list: nothing is as it was asked for, or there is nothing yet.

use leptos::prelude::*;
use leptos_i18n::I18nContext;
use leptos_router::components::A;

use crate::i18n::{Locale, use_i18n};
use crate::text::text;
use crate::ui::empty::Empty;
use crate::ui::icon::Icon;

type Said = fn(I18nContext<Locale>) -> &'static str;

/// How a list says that it is empty.
#[derive(Clone, Copy)]
pub(super) struct Emptiness {
    /// Goes with the words while there is nothing yet.
    pub(super) icon: Icon,
    /// Nothing is as it was asked for.
    pub(super) none_found: Said,
    /// The way to all there is.
    pub(super) show_all: Said,
    /// There is nothing yet.
    pub(super) none: Said,
    /// What would be here, and how it comes here.
    pub(super) none_why: Said,
}

/// Why a list is empty.
#[component]
pub(super) fn Nothing(
    /// Others may exist.
    is_filtered: bool,
    /// The address of the whole list.
    #[prop(into)]
    all: String,
    /// How it is said.
    said: Emptiness,
) -> impl IntoView {
    let i18n = use_i18n();
    let Emptiness {
        icon,
        none_found,
        show_all,
        none,
        none_why,
    } = said;
    if is_filtered {
        view! {
            <Empty icon=Icon::Search>
                <h2>{text(move || none_found(i18n))}</h2>
                <p><A href=all>{text(move || show_all(i18n))}</A></p>
            </Empty>
        }
        .into_any()
    } else {
        view! {
            <Empty icon>
                <h2>{text(move || none(i18n))}</h2>
                <p>{text(move || none_why(i18n))}</p>
            </Empty>
        }
        .into_any()
    }
}
