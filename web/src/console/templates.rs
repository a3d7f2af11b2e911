//! How certificates look: the templates, newest first, a page at a time.

mod query;
mod row;

use leptos::prelude::*;
use leptos_router::components::A;

use super::entry::Entry;
use super::listing::{self, Listing, Words};
use super::nothing::{Emptiness, Nothing};
use super::parting::Parting;
use super::path::{NEW_TEMPLATE, NEW_TEMPLATE_FROM_BUILT_IN, TEMPLATES};
use super::search_bar::{SEARCH, SearchBar, searched};
use super::sheet::style as sheet;
use super::table::style as table;
use crate::announce::page_title;
use crate::api::enumeration::Permission;
use crate::i18n::{t_string, use_i18n};
use crate::language::grouped;
use crate::text::t;
use crate::ui::icon::Icon;
use crate::ui::page_header::PageHeader;
use query::Template;
use row::Row;

const WORDS: Words = Words {
    title: |i18n| t_string!(i18n, console.templates.title),
    count: |i18n, total| match total {
        None => t_string!(i18n, console.templates.count_countless).to_owned(),
        Some(1) => t_string!(i18n, console.templates.count_one).to_owned(),
        Some(total) => t_string!(i18n, console.templates.count_many, count = grouped(i18n, total)),
    },
};

const NOTHING: Emptiness = Emptiness {
    icon: Icon::Pencil,
    none_found: |i18n| t_string!(i18n, console.templates.none_found),
    show_all: |i18n| t_string!(i18n, console.templates.show_all),
    none: |i18n| t_string!(i18n, console.templates.none),
    none_why: |i18n| t_string!(i18n, console.templates.none_why),
};

/// The page, for who may manage them.
#[component]
pub(super) fn TemplatesPage() -> impl IntoView {
    view! {
        <Entry needs=Permission::ManageTemplates let:_viewer>
            <Templates/>
        </Entry>
    }
}

#[component]
fn Templates() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.templates.title).to_owned());
    Parting::expect().say();
    let search = searched();
    let fetch = |search: Option<String>, after| query::page(search, after);
    let path = |search: &Option<String>, after: Option<&str>| address(search.as_deref(), after);
    let empty = |search: &Option<String>, is_unfit| {
        view! { <Nothing is_filtered={is_unfit || search.is_some()} all=TEMPLATES said=NOTHING/> }.into_any()
    };
    view! {
        <PageHeader heading=move || t_string!(i18n, console.templates.title)>
            <p>{t!(i18n, console.templates.lead)}</p>
            <div class=sheet::actions>
                <A href=NEW_TEMPLATE.to_owned() attr:class="button primary">{t!(i18n, console.templates.make)}</A>
                <A href=NEW_TEMPLATE_FROM_BUILT_IN.to_owned() attr:class="button">
                    {t!(i18n, console.template.start_built_in)}
                </A>
            </div>
        </PageHeader>
        <SearchBar
            label=t!(i18n, console.templates.search)
            purpose=t!(i18n, console.templates.filter)
            search
            address=|search| address(search, None)
        />
        <Listing wanted=search words=WORDS fetch path empty let:nodes>
            <Rows nodes/>
        </Listing>
    }
}

fn address(search: Option<&str>, after: Option<&str>) -> String {
    crate::path::with_query(TEMPLATES, &[(SEARCH, search), (listing::AFTER, after)])
}

#[component]
fn Rows(nodes: Vec<Template>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <table class=table::table role="table" aria-label=t!(i18n, console.templates.title)>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t!(i18n, console.template.name)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.templates.published)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.templates.changed)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, credentials.state.label)}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">
                {nodes.into_iter().map(|template| view! { <Row template/> }).collect_view()}
            </tbody>
        </table>
    }
}
