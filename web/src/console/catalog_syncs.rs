//! The copy of the catalogue: the latest run as it goes, ways to start one, and all runs there were.
//!
//! Invariant: what is shown as the latest run is one that the server told; a run starts by a button and by nothing else.

mod query;
mod start;

use leptos::prelude::*;

use super::catalog_sync::{CatalogCounts, CatalogSync, Report, StateOfSync};
use super::catalogue::{CatalogueTabs, may_keep};
use super::entry::Entry;
use super::path;
use super::run::{self, History, LiveRun, RunLink, RunState, style};
use crate::announce::page_title;
use crate::api::enumeration::Permission;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::i18n::{t_string, use_i18n};
use crate::language::grouped;
use crate::text::{Text, t, text};
use crate::ui::empty::Empty;
use crate::ui::icon::Icon;
use crate::ui::page_header::PageHeader;
use crate::ui::skeleton::Skeleton;
use query::Listed;
use start::StartRun;

/// The page, for who may browse the catalogue; who may have it copied finds a button.
#[component]
pub(super) fn CatalogSyncsPage() -> impl IntoView {
    view! {
        <Entry needs=Permission::BrowseCatalogue let:_viewer>
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
    let stage = Memo::new(move |_| run::stage(run.read().as_ref()));
    let shown = move || {
        if has_run.get() {
            view! {
                <LiveRun run heading=t!(i18n, console.catalog_syncs.latest) let:run>
                    <Report run/>
                </LiveRun>
            }
            .into_any()
        } else {
            view! { <Never/> }.into_any()
        }
    };
    view! {
        {may_keep().then(|| view! { <StartRun run/> })}
        {shown}
        {move || has_run.get().then(|| view! { <History stage page=query::page let:run><Row run/></History> })}
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

/// A run in the list of all.
#[component]
fn Row(run: Listed) -> impl IntoView {
    let totals = totals(&run);
    let Listed {
        id,
        state,
        is_dry_run,
        requested_at,
        requested_by,
        ..
    } = run;
    view! {
        <RunLink href=path::catalog_sync(id.inner()) requested_at requested_by totals/>
        <StateOfSync state is_dry_run/>
    }
}

/// What came of a run; none while it goes, for then it is told above.
fn totals(run: &Listed) -> Option<Text> {
    let i18n = use_i18n();
    let sum = |count: fn(&CatalogCounts) -> i32| run.counts.iter().map(count).sum::<i32>();
    let [added, changed, removed, skipped] = [
        sum(|it| it.added),
        sum(|it| it.changed),
        sum(|it| it.removed),
        sum(|it| it.skipped),
    ];
    let words = move || {
        t_string!(
            i18n,
            console.catalog_syncs.totals,
            added = grouped(i18n, added),
            changed = grouped(i18n, changed),
            removed = grouped(i18n, removed),
            skipped = grouped(i18n, skipped)
        )
    };
    (!RunState::from(run.state).is_under_way()).then(|| text(words))
}
