//! The ways between the lists of the catalogue, and to its copying.

use leptos::prelude::*;

use super::kind::Kind;
use crate::component::navigation::NavigationBar;
use crate::console::path::CATALOG_SYNCS;
use crate::i18n::use_i18n;
use crate::text::{t, text};

/// Links; the one of the page is marked, and stays so on the pages below it.
#[component]
pub(in crate::console) fn CatalogueTabs() -> impl IntoView {
    let i18n = use_i18n();
    let copying = (CATALOG_SYNCS, false, t!(i18n, console.catalogue.copying));
    let lists = Kind::ALL.map(|kind| (kind.path(), false, text(move || kind.many(i18n))));
    let links = lists.into_iter().chain([copying]).collect();
    view! { <NavigationBar label=t!(i18n, console.catalogue.parts) links/> }
}
