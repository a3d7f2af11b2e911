//! The credentials of everybody, newest award first, a page at a time.
//!
//! Invariant: the address says what the list is filtered by and where it goes on, so a link or the way back leads to the same rows.

pub(super) mod filter;
mod filter_bar;
pub(super) mod query;
mod row;

use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_query_map;

use super::configured::Titled;
use super::entry::Entry;
use super::listing::{Listing, Words};
use super::path::{BULK, CREDENTIALS};
use super::table::style as table;
use crate::announce::page_title;
use crate::api::enumeration::Permission;
use crate::i18n::{t_string, use_i18n};
use crate::language::grouped;
use crate::text::t;
use crate::ui::empty::Empty;
use crate::ui::icon::Icon;
use crate::ui::page_header::PageHeader;
use filter::Filter;
use filter_bar::FilterBar;
use row::Row;

const WORDS: Words = Words {
    title: |i18n| t_string!(i18n, console.credentials.title),
    count: |i18n, total| match total {
        None => t_string!(i18n, credentials.count_countless).to_owned(),
        Some(1) => t_string!(i18n, credentials.count_one).to_owned(),
        Some(total) => t_string!(i18n, credentials.count_many, count = grouped(i18n, total)),
    },
};

/// The page, for who may see everybody's credentials.
#[component]
pub(super) fn CredentialsPage() -> impl IntoView {
    view! {
        <Entry needs=Permission::ViewAllCredentials let:viewer>
            <Credentials
                can_award=viewer.permissions.contains(&Permission::AwardCredentials)
                can_revoke=viewer.permissions.contains(&Permission::RevokeCredentials)
            />
        </Entry>
    }
}

#[component]
fn Credentials(
    /// Whether the viewer may award.
    can_award: bool,
    /// Whether the viewer may revoke.
    can_revoke: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.credentials.title).to_owned());
    let query = use_query_map();
    let filter = Memo::new(move |_| Filter::read(|name| query.read().get(name)));
    let fetch = |filter: Filter, after| query::page(&filter, after);
    let path = |filter: &Filter, after: Option<&str>| filter.path(after);
    let empty = |_: &Filter, is_unfit| view! { <Nothing is_unfit/> }.into_any();
    let object = Memo::new(move |_| filter.read().learning_object.clone());
    let named = move || {
        let id = object.get()?;
        Some(view! { <p>{t!(i18n, console.credential.object)} ": " <Titled id/></p> })
    };
    // Everything at once is never revoked.
    let revoke = move || {
        let filter = filter.read();
        (can_revoke && !filter.is_empty()).then(|| {
            let href = filter.revoke_path();
            view! { <p><A href attr:class="button">{t!(i18n, console.revoke.these)}</A></p> }
        })
    };
    view! {
        <PageHeader heading=move || t_string!(i18n, console.credentials.title)>
            <p>{t!(i18n, console.credentials.lead)}</p>
            {can_award.then(|| view! {
                <p><A href=BULK.to_owned()>{t!(i18n, console.bulk.title)}</A></p>
            })}
        </PageHeader>
        <FilterBar filter/>
        {named}
        {revoke}
        <Listing wanted=filter words=WORDS fetch path empty let:nodes>
            <Rows nodes/>
        </Listing>
    }
}

#[component]
fn Rows(nodes: Vec<query::Credential>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <table class=table::table role="table" aria-label=t!(i18n, console.credentials.title)>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t!(i18n, console.credentials.column.credential)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.credentials.column.learner)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.credentials.column.awarded)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, credentials.state.label)}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">
                {nodes.into_iter().map(|credential| view! { <Row credential/> }).collect_view()}
            </tbody>
        </table>
    }
}

/// Why the list is empty.
#[component]
fn Nothing(
    /// What the filter says can be nobody's and nothing's.
    is_unfit: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Empty icon=Icon::Search>
            <h2>{t!(i18n, credentials.none_found)}</h2>
            {is_unfit.then(|| view! { <p>{t!(i18n, console.credentials.unfit)}</p> })}
            <p><A href=CREDENTIALS.to_owned()>{t!(i18n, console.credentials.show_all)}</A></p>
        </Empty>
    }
}
