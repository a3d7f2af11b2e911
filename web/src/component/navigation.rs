//! Links to the pages of an area.

use leptos::prelude::*;

use crate::component::page_link::PageLink;
use crate::i18n::use_i18n;
use crate::path;
use crate::shell::Shell;
use crate::text::{Text, t};

stylance::import_crate_style!(pub(crate) style, "src/component/navigation.module.css");

/// Links to what the viewer earned; nothing for visitors.
#[component]
pub(crate) fn Navigation() -> impl IntoView {
    let i18n = use_i18n();
    let shell = Shell::expect();
    move || {
        shell.viewer().map(|_| {
            let links = vec![
                (path::CREDENTIALS, true, t!(i18n, navigation.credentials)),
                (path::RECORDS, true, t!(i18n, navigation.records)),
            ];
            view! { <NavigationBar label=t!(i18n, navigation.label) links/> }
        })
    }
}

/// Links beside each other.
#[component]
pub(crate) fn NavigationBar(
    /// What the landmark is called.
    label: Text,
    /// Address, whether pages below it are left out, and words.
    links: Vec<(&'static str, bool, Text)>,
) -> impl IntoView {
    let links = links.into_iter().map(|(href, exact, words)| {
        view! { <li><PageLink href=href.to_owned() exact class=style::link>{words}</PageLink></li> }
    });
    view! {
        <nav class=style::navigation aria-label=label>
            <ul class=style::list>{links.collect_view()}</ul>
        </nav>
    }
}
