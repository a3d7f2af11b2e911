//! The shell of the pages that anyone may open: skip link, landmarks, choice of language.

use leptos::ev::MouseEvent;
use leptos::html::Main;
use leptos::prelude::*;
use leptos_router::components::A;

use crate::announce::LiveRegion;
use crate::component::account::Account;
use crate::component::navigation::Navigation;
use crate::i18n::{I18nLocaleTrait, Locale, td_string, use_i18n};
use crate::text::t;
use crate::{language, path};

stylance::import_crate_style!(style, "src/layout/public.module.css");

/// Header, the page, footer.
#[component]
pub(crate) fn PublicLayout(
    /// The page.
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let content = NodeRef::<Main>::new();
    let skip = move |event: MouseEvent| {
        // The router would take the link for a navigation and leave the focus where it was.
        event.prevent_default();
        if let Some(content) = content.get_untracked() {
            // The landmark is in the page; focusing it cannot fail.
            let _ = content.focus();
        }
    };
    view! {
        <a class="skip-link" href="#content" rel="external" on:click=skip>{t!(i18n, skip)}</a>
        <header class=style::header>
            <div class=style::bar>
                <A href=path::HOME.to_owned() attr:class=style::brand attr:aria-label=t!(i18n, header.home)>
                    <BrandMark/>
                    <span>{t!(i18n, brand)}</span>
                </A>
                <Navigation/>
                <div class=style::tools>
                    <LanguageChoice/>
                    <Account/>
                </div>
            </div>
        </header>
        <main node_ref=content class=style::content id="content" tabindex="-1">{children()}</main>
        <footer class=style::footer>
            <p>{t!(i18n, footer.note)}</p>
        </footer>
        <LiveRegion/>
    }
}

#[component]
fn LanguageChoice() -> impl IntoView {
    let i18n = use_i18n();
    let choices = Locale::get_all().iter().copied().map(|locale| {
        let is_current = move || (i18n.get_locale() == locale).then_some("true");
        view! {
            <li>
                <button
                    class=style::language
                    type="button"
                    lang=locale.as_str()
                    aria-current=is_current
                    on:click=move |_| language::choose(i18n, locale)
                >
                    {td_string!(locale, language_name)}
                </button>
            </li>
        }
    });
    view! {
        <nav aria-label=t!(i18n, language)>
            <ul class=style::languages>{choices.collect_view()}</ul>
        </nav>
    }
}

/// A small seal: the ring and the star of the certificates' own.
#[component]
fn BrandMark() -> impl IntoView {
    view! {
        <svg class=style::mark viewBox="0 0 32 32" fill="none" aria-hidden="true">
            <circle cx="16" cy="16" r="14" stroke="currentColor" stroke-width="1.5"/>
            <circle cx="16" cy="16" r="11" stroke="currentColor" stroke-width="0.75"/>
            <path d="M16 7l2.2 5.7 6.1.3-4.7 3.9 1.6 5.9L16 19.5l-5.2 3.3 1.6-5.9L7.7 13l6.1-.3Z" fill="currentColor"/>
        </svg>
    }
}
