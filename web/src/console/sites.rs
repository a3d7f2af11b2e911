//! All sites of the service, newest first, a page at a time.

mod query;

use leptos::prelude::*;
use leptos_router::components::A;

use super::entry::Entry;
use super::listing::{self, Listing, Words};
use super::parting::Parting;
use super::path::{self, NEW_SITE, SITES};
use super::search_bar::{SEARCH, SearchBar, searched};
use super::settings::{RUN, SettingsAreas};
use super::table::style as table;
use crate::announce::page_title;
use crate::i18n::{t_string, use_i18n};
use crate::language::grouped;
use crate::shell::Viewer;
use crate::text::t;
use crate::ui::empty::Empty;
use crate::ui::icon::Icon;
use crate::ui::page_header::PageHeader;
use query::Site;

const WORDS: Words = Words {
    title: |i18n| t_string!(i18n, console.sites.title),
    count: |i18n, total| match total {
        None => t_string!(i18n, console.sites.count_countless).to_owned(),
        Some(1) => t_string!(i18n, console.sites.count_one).to_owned(),
        Some(total) => t_string!(i18n, console.sites.count_many, count = grouped(i18n, total)),
    },
};

/// The page, for who runs sites.
#[component]
pub(super) fn SitesPage() -> impl IntoView {
    view! {
        <Entry needs=RUN let:viewer>
            <Sites viewer/>
        </Entry>
    }
}

#[component]
fn Sites(viewer: Viewer) -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.sites.title).to_owned());
    Parting::expect().say();
    let search = searched();
    let fetch = |search: Option<String>, after| query::page(search, after);
    let path = |search: &Option<String>, after: Option<&str>| address(search.as_deref(), after);
    // The default site is always there: an empty list is one that was searched, or goes on past its end.
    let empty = |_: &Option<String>, _| view! { <Nothing/> }.into_any();
    view! {
        <PageHeader heading=move || t_string!(i18n, console.sites.title)>
            <p>{t!(i18n, console.sites.lead)}</p>
            <p><A href=NEW_SITE.to_owned() attr:class="button primary">{t!(i18n, console.sites.make)}</A></p>
        </PageHeader>
        <SettingsAreas viewer/>
        <SearchBar
            label=t!(i18n, console.sites.search)
            purpose=t!(i18n, console.sites.filter)
            search
            address=|search| address(search, None)
        />
        <Listing wanted=search words=WORDS fetch path empty let:nodes>
            <Rows nodes/>
        </Listing>
    }
}

fn address(search: Option<&str>, after: Option<&str>) -> String {
    crate::path::with_query(SITES, &[(SEARCH, search), (listing::AFTER, after)])
}

#[component]
fn Rows(nodes: Vec<Site>) -> impl IntoView {
    let i18n = use_i18n();
    let rows = nodes.into_iter().map(|site| {
        let is_default = site
            .is_default
            .then(|| view! { <span class=table::minor>{t!(i18n, console.sites.is_default)}</span> });
        view! {
            <tr role="row">
                <th class=table::main role="rowheader" scope="row">
                    <A href=path::site(site.id.inner()) attr:dir="auto">{site.name}</A>
                    {is_default}
                </th>
                <td class=table::cell role="cell">
                    <span class=table::label aria-hidden="true">{t!(i18n, console.site.public_url)}</span>
                    <bdi class=table::id>{site.public_url}</bdi>
                </td>
                <td class=table::cell role="cell">
                    <span class=table::label aria-hidden="true">{t!(i18n, console.site.lms_url)}</span>
                    <bdi class=table::id>{site.lms_url.unwrap_or_else(|| "–".to_owned())}</bdi>
                </td>
            </tr>
        }
    });
    view! {
        <table class=table::table role="table" aria-label=t!(i18n, console.sites.title)>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t!(i18n, console.site.name)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.site.public_url)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.site.lms_url)}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows.collect_view()}</tbody>
        </table>
    }
}

/// Nothing fits.
#[component]
fn Nothing() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Empty icon=Icon::Search>
            <h2>{t!(i18n, console.sites.none_found)}</h2>
            <p><A href=SITES.to_owned()>{t!(i18n, console.sites.show_all)}</A></p>
        </Empty>
    }
}
