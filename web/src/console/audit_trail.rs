//! What people did and must answer for, newest first, a page at a time.
//!
//! Invariant: the address says what the list is filtered by and where it goes on, so a link or the way back leads to the same entries.

mod entries;
mod export;
mod filter;
mod filter_bar;
mod fragment;
mod proof;
mod proof_query;
mod property;
mod property_changes;
mod query;
mod thing;
mod value;
mod verdict;
mod word;

use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_query_map;

use super::entry::Entry;
use super::listing::{Listing, Words};
use super::path::AUDIT_TRAIL;
use crate::announce::page_title;
use crate::api::enumeration::Permission;
use crate::i18n::{t_string, use_i18n};
use crate::language::grouped;
use crate::text::t;
use crate::ui::empty::Empty;
use crate::ui::icon::Icon;
use crate::ui::page_header::PageHeader;
pub(super) use entries::Entries;
use export::Export;
use filter::Filter;
use filter_bar::FilterBar;
pub(super) use fragment::{AuditTrailChange, AuditTrailEntry, AuditTrailSubject};
use proof::Proof;
pub(super) use property::{of_credential as property_of_credential, words as property_words};
pub(super) use property_changes::PropertyChanges;
use thing::{Named, Thing};
pub(super) use word::word as property_word;

stylance::import_crate_style!(style, "src/console/audit_trail/style.module.css");

const WORDS: Words = Words {
    title: |i18n| t_string!(i18n, console.trail.title),
    count: |i18n, total| match total {
        None => t_string!(i18n, console.trail.countless).to_owned(),
        Some(1) => t_string!(i18n, console.trail.one).to_owned(),
        Some(total) => t_string!(i18n, console.trail.many, count = grouped(i18n, total)),
    },
};

/// The page, for who may see what others did.
#[component]
pub(super) fn AuditTrailPage() -> impl IntoView {
    view! {
        <Entry needs=Permission::ViewTrail let:_viewer>
            <AuditTrail/>
        </Entry>
    }
}

#[component]
fn AuditTrail() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.trail.title).to_owned());
    let query = use_query_map();
    let filter = Memo::new(move |_| Filter::read(|name| query.read().get(name)));
    let named = RwSignal::new(Named::default());
    let fetch = move |filter: Filter, after| query::page(&filter, after, named);
    let path = |filter: &Filter, after: Option<&str>| filter.path(after);
    let empty = |_: &Filter, is_unfit| view! { <Nothing is_unfit/> }.into_any();
    view! {
        <PageHeader heading=move || t_string!(i18n, console.trail.title)>
            <p>{t!(i18n, console.trail.lead)}</p>
        </PageHeader>
        <Proof/>
        <FilterBar filter/>
        <Thing filter named/>
        <Export filter/>
        <Listing wanted=filter words=WORDS fetch path empty let:entries>
            <Entries entries is_of_one=false/>
        </Listing>
    }
}

/// Why the list is empty.
#[component]
fn Nothing(
    /// What the filter says can be nobody's.
    is_unfit: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Empty icon=Icon::Search>
            <h2>{t!(i18n, console.trail.nothing)}</h2>
            {is_unfit.then(|| view! { <p>{t!(i18n, console.credentials.unfit)}</p> })}
            <p><A href=AUDIT_TRAIL.to_owned()>{t!(i18n, console.credentials.reset)}</A></p>
        </Empty>
    }
}
