//! The copy of the catalogue: the latest run as it goes, ways to start one, and all runs there were.
//!
//! Invariant: what is shown as the latest run is one that the server told; a run starts by a button and by nothing else.

mod history;
mod query;
mod start;

use leptos::prelude::*;

use super::catalog_sync::{CatalogSync, LiveRun, style};
use super::catalogue::CatalogueTabs;
use super::entry::Entry;
use crate::announce::page_title;
use crate::api::enumeration::Permission;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use crate::ui::empty::Empty;
use crate::ui::icon::Icon;
use crate::ui::page_header::PageHeader;
use crate::ui::skeleton::Skeleton;
use history::History;
use start::StartRun;

/// The page, for who may have the catalogue copied.
#[component]
pub(super) fn CatalogSyncsPage() -> impl IntoView {
    view! {
        <Entry needs=Permission::ManageCatalogue let:_viewer>
            <CatalogueTabs/>
            <CatalogSyncs/>
        </Entry>
    }
}

#[component]
fn CatalogSyncs() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.catalog_syncs.title).to_owned());
    view! {
        <PageHeader heading=move || t_string!(i18n, console.catalog_syncs.title)>
            <p>{t!(i18n, console.catalog_syncs.lead)}</p>
        </PageHeader>
        <Loaded fetch=query::latest subject=Subject::Part loading=Skeleton let:latest>
            <Latest latest/>
        </Loaded>
    }
}

/// The latest run and what can follow it, and below it all others.
#[component]
fn Latest(latest: Option<CatalogSync>) -> impl IntoView {
    let i18n = use_i18n();
    let run = RwSignal::new(latest);
    let has_run = Memo::new(move |_| run.read().is_some());
    let stage = Memo::new(move |_| run.read().as_ref().map(|it| (it.id.clone(), it.state)));
    let shown = move || {
        if has_run.get() {
            view! { <LiveRun run heading=t!(i18n, console.catalog_syncs.latest)/> }.into_any()
        } else {
            view! { <Never/> }.into_any()
        }
    };
    view! {
        <StartRun run/>
        {shown}
        {move || has_run.get().then(|| view! { <History stage/> })}
    }
}

/// Nobody and nothing has asked for a run yet.
#[component]
fn Never() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class=style::run>
            <Empty icon=Icon::Retry>
                <h2>{t!(i18n, console.catalog_syncs.none)}</h2>
                <p>{t!(i18n, console.catalog_syncs.none_why)}</p>
            </Empty>
        </div>
    }
}
