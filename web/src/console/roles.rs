//! Who has which role at the site, newest first, a page at a time, and taking one back.
//!
//! Invariant: the address says whose roles are listed and where the list goes on.

mod query;
mod revoke;
mod row;
pub(super) mod site_role;

use leptos::prelude::*;
use leptos_router::components::A;

use super::entry::Entry;
use super::listing::{self, Listing, Words};
use super::nothing::{Emptiness, Nothing};
use super::parting::Parting;
use super::path::{NEW_ROLE, ROLES};
use super::search_bar::{SEARCH, SearchBar, searched};
use super::settings::SettingsAreas;
use super::table::style as table;
use crate::announce::page_title;
use crate::api::enumeration::Permission;
use crate::i18n::{t_string, use_i18n};
use crate::language::grouped;
use crate::text::t;
use crate::ui::icon::Icon;
use crate::ui::page_header::PageHeader;
use query::RoleAssignment;
use row::Row;

const WORDS: Words = Words {
    title: |i18n| t_string!(i18n, console.roles.title),
    count: |i18n, total| match total {
        None => t_string!(i18n, console.roles.count_countless).to_owned(),
        Some(1) => t_string!(i18n, console.roles.count_one).to_owned(),
        Some(total) => t_string!(i18n, console.roles.count_many, count = grouped(i18n, total)),
    },
};

const NOTHING: Emptiness = Emptiness {
    icon: Icon::Person,
    none_found: |i18n| t_string!(i18n, console.roles.none_found),
    show_all: |i18n| t_string!(i18n, console.roles.show_all),
    none: |i18n| t_string!(i18n, console.roles.none),
    none_why: |i18n| t_string!(i18n, console.roles.none_why),
};

/// The page, for who may grant roles and take them back.
#[component]
pub(super) fn RolesPage() -> impl IntoView {
    view! {
        <Entry needs=Permission::ManageRoles let:viewer>
            <SettingsAreas viewer/>
            <Roles/>
        </Entry>
    }
}

#[component]
fn Roles() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.roles.title).to_owned());
    Parting::expect().say();
    let search = searched();
    let fetch = |username: Option<String>, after| query::page(username, after);
    let path = |username: &Option<String>, after: Option<&str>| address(username.as_deref(), after);
    let empty = |username: &Option<String>, is_unfit| {
        view! { <Nothing is_filtered={is_unfit || username.is_some()} all=ROLES said=NOTHING/> }.into_any()
    };
    view! {
        <PageHeader heading=move || t_string!(i18n, console.roles.title)>
            <p>{t!(i18n, console.roles.lead)}</p>
            <p><A href=NEW_ROLE.to_owned() attr:class="button primary">{t!(i18n, console.roles.make)}</A></p>
        </PageHeader>
        <SearchBar
            label=t!(i18n, console.roles.search)
            purpose=t!(i18n, console.roles.filter)
            search
            address=|search| address(search, None)
        />
        <Listing wanted=search words=WORDS fetch path empty let:nodes>
            <Rows nodes/>
        </Listing>
    }
}

fn address(username: Option<&str>, after: Option<&str>) -> String {
    crate::path::with_query(ROLES, &[(SEARCH, username), (listing::AFTER, after)])
}

#[component]
fn Rows(nodes: Vec<RoleAssignment>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <table class=table::table role="table" aria-label=t!(i18n, console.roles.title)>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t!(i18n, console.roles.person)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.roles.role)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.roles.granted)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.roles.actions)}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{nodes.into_iter().map(|held| view! { <Row held/> }).collect_view()}</tbody>
        </table>
    }
}
