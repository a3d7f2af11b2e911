//! What can be awarded: the configurations, newest first, a page at a time.
//!
//! Invariant: the address says what the list is filtered by and where it goes on, so a link or the way back leads to the same rows.

mod filter;
mod filter_bar;
mod query;
mod row;

use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_query_map;

use super::entry::Entry;
use super::listing::{Listing, Words};
use super::nothing::{Emptiness, Nothing};
use super::path::{CONFIGURATIONS, NEW_CONFIGURATION};
use super::table::style as table;
use crate::announce::page_title;
use crate::api::enumeration::Permission;
use crate::i18n::{t_string, use_i18n};
use crate::language::grouped;
use crate::text::t;
use crate::ui::icon::Icon;
use crate::ui::page_header::PageHeader;
use filter::Filter;
use filter_bar::FilterBar;
pub(super) use query::CredentialConfiguration;
use row::Row;

const WORDS: Words = Words {
    title: |i18n| t_string!(i18n, console.configurations.title),
    count: |i18n, total| match total {
        None => t_string!(i18n, console.configurations.count_countless).to_owned(),
        Some(1) => t_string!(i18n, console.configurations.count_one).to_owned(),
        Some(total) => t_string!(i18n, console.configurations.count_many, count = grouped(i18n, total)),
    },
};

const NOTHING: Emptiness = Emptiness {
    icon: Icon::Medal,
    none_found: |i18n| t_string!(i18n, console.configurations.none_found),
    show_all: |i18n| t_string!(i18n, console.configurations.show_all),
    none: |i18n| t_string!(i18n, console.configurations.none),
    none_why: |i18n| t_string!(i18n, console.configurations.none_why),
};

/// The page, for who may see configurations.
#[component]
pub(super) fn ConfigurationsPage() -> impl IntoView {
    view! {
        <Entry needs=Permission::ViewConfigurations let:viewer>
            <Configurations may_create=viewer.permissions.contains(&Permission::CreateConfigurations)/>
        </Entry>
    }
}

#[component]
fn Configurations(
    /// Whether the server lets the viewer make one.
    may_create: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.configurations.title).to_owned());
    let query = use_query_map();
    let filter = Memo::new(move |_| Filter::read(|name| query.read().get(name)));
    let fetch = |filter: Filter, after| query::page(&filter, after);
    let path = |filter: &Filter, after: Option<&str>| filter.path(after);
    let empty = |filter: &Filter, is_unfit| {
        view! { <Nothing is_filtered={is_unfit || !filter.is_empty()} all=CONFIGURATIONS said=NOTHING/> }.into_any()
    };
    let create = may_create.then(|| {
        view! { <p><A href=NEW_CONFIGURATION.to_owned() attr:class="button primary">{t!(i18n, console.configurations.make)}</A></p> }
    });
    view! {
        <PageHeader heading=move || t_string!(i18n, console.configurations.title)>
            <p>{t!(i18n, console.configurations.lead)}</p>
            {create}
        </PageHeader>
        <FilterBar filter/>
        <Listing wanted=filter words=WORDS fetch path empty let:nodes>
            <Rows nodes/>
        </Listing>
    }
}

#[component]
fn Rows(nodes: Vec<CredentialConfiguration>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <table class=table::table role="table" aria-label=t!(i18n, console.configurations.title)>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t!(i18n, console.configurations.configuration)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.credential.object)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.configurations.changed)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, credentials.state.label)}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">
                {nodes.into_iter().map(|configuration| view! { <Row configuration/> }).collect_view()}
            </tbody>
        </table>
    }
}
