//! One run of copying the catalogue: how far it has come, what became of it, and every change that is told of it.
//!
//! Invariant: a run that is not over is followed until it is, or until the page is left.

mod changes;
mod counts;
mod live;
mod query;
mod report;
mod words;

use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_query_map;

use super::catalogue::CatalogueTabs;
use super::entry::Entry;
use super::path::CATALOG_SYNCS;
use crate::announce::page_title;
use crate::api::enumeration::Permission;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::language::date_language;
use crate::text::t;
use crate::ui::icon::Icon;
use crate::ui::notice::Notice;
use crate::ui::page_header::PageHeader;
use crate::ui::skeleton::Skeleton;
pub(super) use live::LiveRun;
pub(super) use query::{CatalogCounts, CatalogSync, CatalogSyncFailure, CatalogSyncState};
pub(super) use words::{StateOfRun, asker};

stylance::import_crate_style!(pub(super) style, "src/console/catalog_sync/style.module.css");

/// The page, for who may have the catalogue copied.
#[component]
pub(super) fn CatalogSyncPage() -> impl IntoView {
    let query = use_query_map();
    let id = Memo::new(move |_| query.read().get("id").unwrap_or_default());
    view! {
        <Entry needs=Permission::ManageCatalogue let:_viewer>
            <CatalogueTabs/>
            {move || view! { <Lookedup id=id.get()/> }}
        </Entry>
    }
}

#[component]
fn Lookedup(id: String) -> impl IntoView {
    view! {
        <Loaded fetch=move || query::find(id.clone()) subject=Subject::Page loading=Skeleton let:run>
            {match run {
                Some(run) => view! { <Found run/> }.into_any(),
                None => view! { <Unknown/> }.into_any(),
            }}
        </Loaded>
    }
}

#[component]
fn Found(run: CatalogSync) -> impl IntoView {
    let i18n = use_i18n();
    let at = run.requested_at.clone();
    let title = move || {
        let date = format::moment(Some(&at.0), &date_language(i18n));
        t_string!(i18n, console.catalog_syncs.run_of, date = date)
    };
    page_title(title.clone());
    let run = RwSignal::new(Some(run));
    view! {
        <PageHeader heading=title>
            <p><A href=CATALOG_SYNCS.to_owned() exact=true>{t!(i18n, console.catalog_syncs.history)}</A></p>
        </PageHeader>
        <LiveRun run heading=t!(i18n, console.catalog_syncs.result)/>
    }
}

/// There is no run of this id.
#[component]
fn Unknown() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.catalog_syncs.unknown).to_owned());
    view! {
        <Notice icon=Icon::Question>
            <h1 tabindex="-1">{t!(i18n, console.catalog_syncs.unknown)}</h1>
            <p>{t!(i18n, console.catalog_syncs.unknown_why)}</p>
            <p><A href=CATALOG_SYNCS.to_owned()>{t!(i18n, console.catalog_syncs.title)}</A></p>
        </Notice>
    }
}
