//! What stands around every page of the app and of the console: skip link, landmarks, choice of language, who is signed in.

use leptos::ev::MouseEvent;
use leptos::html::Main;
use leptos::prelude::*;

use crate::announce::LiveRegion;
use crate::component::account::{Account, Elsewhere};
use crate::component::page_link::PageLink;
use crate::i18n::{I18nLocaleTrait, Locale, td_string, use_i18n};
use crate::language;
use crate::text::{Text, t};

stylance::import_crate_style!(style, "src/layout/frame.module.css");

/// Header, the page, footer.
#[component]
pub(crate) fn Frame(
    /// Where the name in the header leads.
    home: &'static str,
    /// What follows the name in that link for those who hear it.
    home_label: Text,
    /// The name in the header.
    brand: AnyView,
    /// What the footer says.
    footer: AnyView,
    /// Where the account's menu leads to.
    elsewhere: Elsewhere,
    /// Links to the pages.
    navigation: AnyView,
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
                <PageLink href=home.to_owned() exact=true class=style::brand>
                    <BrandMark/>
                    <span>{brand} " " <span class="visually-hidden">{home_label}</span></span>
                </PageLink>
                {navigation}
                <div class=style::tools>
                    <LanguageChoice/>
                    <Account elsewhere/>
                </div>
            </div>
        </header>
        <main node_ref=content class=style::content id="content" tabindex="-1">{children()}</main>
        <footer class=style::footer>
            {footer}
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
