//! The frame of the pages of visitors and learners.

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::frame::Frame;
use super::site_links::SiteLinks;
use crate::component::navigation::Navigation;
use crate::i18n::{Locale, use_i18n};
use crate::path;
use crate::shell::{Shell, Viewer};
use crate::text::{Text, t};

/// Header, the page, footer.
#[component]
pub(crate) fn PublicLayout(
    /// The page.
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let shell = Shell::expect();
    let brand = move || match shell.outcome() {
        // Nothing rather than a name that is another's a moment later.
        None => None,
        Some(Ok(it)) => Some(it.site.name.into_any()),
        Some(Err(_)) => Some(t!(i18n, brand).into_any()),
    };
    view! {
        <Frame
            home=path::HOME
            home_label=t!(i18n, header.home)
            brand=brand.into_any()
            footer=view! { <p>{t!(i18n, footer.note)}</p> <SiteLinks/> }.into_any()
            elsewhere=console
            navigation=view! { <Navigation/> }.into_any()
        >
            {children()}
        </Frame>
    }
}

/// The console, for who may enter it.
fn console(viewer: &Viewer, i18n: I18nContext<Locale>) -> Option<(&'static str, Text)> {
    viewer
        .may_enter_console()
        .then(|| (path::CONSOLE, t!(i18n, account.console)))
}
