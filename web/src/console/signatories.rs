//! Who signs certificates, newest first, a page at a time.

mod query;

use leptos::prelude::*;
use leptos_router::components::A;

use super::entry::Entry;
use super::listing::{self, Listing, Words};
use super::parting::Parting;
use super::path::{self, NEW_SIGNATORY, SIGNATORIES};
use super::search_bar::{SEARCH, SearchBar, searched};
use super::table::style as table;
use crate::announce::page_title;
use crate::api::enumeration::Permission;
use crate::i18n::{t_string, use_i18n};
use crate::language::grouped;
use crate::text::{t, text};
use crate::ui::empty::Empty;
use crate::ui::icon::Icon;
use crate::ui::page_header::PageHeader;
use query::Signatory;

const WORDS: Words = Words {
    title: |i18n| t_string!(i18n, console.signatories.title),
    count: |i18n, total| match total {
        None => t_string!(i18n, console.signatories.count_countless).to_owned(),
        Some(1) => t_string!(i18n, console.signatories.count_one).to_owned(),
        Some(total) => t_string!(i18n, console.signatories.count_many, count = grouped(i18n, total)),
    },
};

/// The page, for who may manage them.
#[component]
pub(super) fn SignatoriesPage() -> impl IntoView {
    view! {
        <Entry needs=Permission::ManageSignatories let:_viewer>
            <Signatories/>
        </Entry>
    }
}

#[component]
fn Signatories() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.signatories.title).to_owned());
    Parting::expect().say();
    let search = searched();
    let fetch = |search: Option<String>, after| query::page(search, after);
    let path = |search: &Option<String>, after: Option<&str>| address(search.as_deref(), after);
    let empty =
        |search: &Option<String>, is_unfit| view! { <Nothing is_filtered=is_unfit || search.is_some()/> }.into_any();
    view! {
        <PageHeader heading=move || t_string!(i18n, console.signatories.title)>
            <p>{t!(i18n, console.signatories.lead)}</p>
            <p><A href=NEW_SIGNATORY.to_owned() attr:class="button primary">{t!(i18n, console.signatories.make)}</A></p>
        </PageHeader>
        <SearchBar
            label=t!(i18n, console.signatories.search)
            purpose=t!(i18n, console.signatories.filter)
            search
            address=|search| address(search, None)
        />
        <Listing wanted=search words=WORDS fetch path empty let:nodes>
            <Rows nodes/>
        </Listing>
    }
}

fn address(search: Option<&str>, after: Option<&str>) -> String {
    crate::path::with_query(SIGNATORIES, &[(SEARCH, search), (listing::AFTER, after)])
}

#[component]
fn Rows(nodes: Vec<Signatory>) -> impl IntoView {
    let i18n = use_i18n();
    let rows = nodes.into_iter().map(|signatory| {
        let has_picture = signatory.image.is_some();
        let picture = move || {
            if has_picture {
                t_string!(i18n, console.configuration.yes)
            } else {
                t_string!(i18n, console.configuration.no)
            }
        };
        view! {
            <tr role="row">
                <th class=table::main role="rowheader" scope="row">
                    <A href=path::signatory(signatory.id.inner()) attr:dir="auto">{signatory.name}</A>
                    <span class=table::minor dir="auto">{signatory.title}</span>
                </th>
                <td class=table::cell role="cell">
                    <span class=table::label aria-hidden="true">{t!(i18n, console.signatory.organization)}</span>
                    <bdi class=table::id>{signatory.organization_name.unwrap_or_else(|| "–".to_owned())}</bdi>
                </td>
                <td class=table::cell role="cell">
                    <span class=table::label aria-hidden="true">{t!(i18n, console.signatory.picture)}</span>
                    <span>{text(picture)}</span>
                </td>
            </tr>
        }
    });
    view! {
        <table class=table::table role="table" aria-label=t!(i18n, console.signatories.title)>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t!(i18n, console.signatory.name)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.signatory.organization)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.signatory.picture)}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows.collect_view()}</tbody>
        </table>
    }
}

/// Why the list is empty.
#[component]
fn Nothing(
    /// Others may exist.
    is_filtered: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Empty icon=Icon::Person>
            <h2>
                {if is_filtered {
                    t!(i18n, console.signatories.none_found)
                } else {
                    t!(i18n, console.signatories.none)
                }}
            </h2>
            {is_filtered.then(|| view! { <p><A href=SIGNATORIES.to_owned()>{t!(i18n, console.signatories.show_all)}</A></p> })}
        </Empty>
    }
}
