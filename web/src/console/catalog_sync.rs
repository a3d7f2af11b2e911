//! One run of copying the catalogue: how far it has come, what became of it, and every change that is told of it.

mod changes;
mod counts;
mod query;
mod report;
mod words;

use leptos::prelude::*;

use super::catalogue::CatalogueTabs;
use super::entry::Entry;
use super::path::CATALOG_SYNCS;
use super::run::{All, LiveRun, RunPage};
use crate::api::enumeration::Permission;
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
pub(super) use query::{CatalogCounts, CatalogSync, CatalogSyncFailure, CatalogSyncState};
pub(super) use report::Report;
pub(super) use words::StateOfSync;

stylance::import_crate_style!(style, "src/console/catalog_sync/style.module.css");

const ALL: All = All {
    path: CATALOG_SYNCS,
    title: |i18n| t_string!(i18n, console.catalog_syncs.title),
};

/// The page, for who may have the catalogue copied.
#[component]
pub(super) fn CatalogSyncPage() -> impl IntoView {
    view! {
        <Entry needs=Permission::BrowseCatalogue let:_viewer>
            <CatalogueTabs/>
            <RunPage all=ALL show/>
        </Entry>
    }
}

fn show(run: RwSignal<Option<CatalogSync>>) -> AnyView {
    let i18n = use_i18n();
    view! {
        <LiveRun run heading=t!(i18n, console.catalog_syncs.result) let:run>
            <Report run/>
        </LiveRun>
    }
    .into_any()
}
