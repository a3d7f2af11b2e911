//! The pictures of the site, newest first, a page at a time: what shows each of them, renaming and removing one, and a way to bring others.

mod query;
mod remove;
mod rename;
mod row;
mod save;
mod size;
mod uploads;
mod uses;

use leptos::prelude::*;

use super::entry::Entry;
use super::listing::{self, Listing, Words};
use super::nothing::{Emptiness, Nothing};
use super::path::ASSETS;
use super::picture;
use super::search_bar::{SEARCH, SearchBar, searched};
use super::table::style as table;
use crate::announce::page_title;
use crate::api::enumeration::Permission;
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use crate::ui::icon::Icon;
use crate::ui::page_header::PageHeader;
use query::Asset;
use row::Row;
use uploads::Uploads;

const WORDS: Words = Words {
    title: |i18n| t_string!(i18n, console.assets.title),
    count: picture::count,
};

const NOTHING: Emptiness = Emptiness {
    icon: Icon::Pencil,
    none_found: |i18n| t_string!(i18n, console.assets.none_found),
    show_all: |i18n| t_string!(i18n, console.assets.show_all),
    none: |i18n| t_string!(i18n, console.assets.none),
    none_why: |i18n| t_string!(i18n, console.assets.none_why),
};

/// The page, for who may bring pictures.
#[component]
pub(super) fn AssetsPage() -> impl IntoView {
    view! {
        <Entry needs=Permission::ManageAssets let:_viewer>
            <Assets/>
        </Entry>
    }
}

/// What the list shows: what is looked for, and after how many uploads.
type Wanted = (Option<String>, u32);

#[component]
fn Assets() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.assets.title).to_owned());
    let search = searched();
    let n_uploads = RwSignal::new(0);
    let wanted = Memo::new(move |_| (search.get(), n_uploads.get()));
    let fetch = |(search, _): Wanted, after| query::page(search, after);
    let path = |(search, _): &Wanted, after: Option<&str>| address(search.as_deref(), after);
    let empty = |(search, _): &Wanted, is_unfit| {
        view! { <Nothing is_filtered={is_unfit || search.is_some()} all=ASSETS said=NOTHING/> }.into_any()
    };
    view! {
        <PageHeader heading=move || t_string!(i18n, console.assets.title)>
            <p>{t!(i18n, console.assets.lead)}</p>
        </PageHeader>
        <Uploads n_uploads/>
        <SearchBar
            label=t!(i18n, console.assets.name)
            purpose=t!(i18n, console.assets.filter)
            search
            address=|search| address(search, None)
        />
        <Listing wanted words=WORDS fetch path empty let:nodes>
            <Rows nodes/>
        </Listing>
    }
}

fn address(search: Option<&str>, after: Option<&str>) -> String {
    crate::path::with_query(ASSETS, &[(SEARCH, search), (listing::AFTER, after)])
}

#[component]
fn Rows(nodes: Vec<Asset>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <table class=table::table role="table" aria-label=t!(i18n, console.assets.title)>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t!(i18n, console.assets.name)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.assets.size)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.assets.uploaded)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.assets.used_by)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.api_clients.actions)}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">
                {nodes.into_iter().map(|asset| view! { <Row asset/> }).collect_view()}
            </tbody>
        </table>
    }
}
