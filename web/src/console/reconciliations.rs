//! Comparing with the learning platform: the latest run as it goes, ways to start one, the last clean one, and all there were.
//!
//! Invariant: nothing here changes what is awarded; what differs is settled on the page of its run.

mod last_clean;
mod query;
mod schedule;
mod start;

use leptos::prelude::*;
use leptos_router::components::A;

use super::entry::Entry;
use super::path;
use super::reconciliation::{Reconciliation, Report, StateOfReconciliation, count_words};
use super::run::{self, History, LiveRun, RunLink, RunState, style};
use crate::announce::page_title;
use crate::api::enumeration::Permission;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::i18n::{t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::empty::Empty;
use crate::ui::icon::Icon;
use crate::ui::page_header::PageHeader;
use crate::ui::skeleton::Skeleton;
use last_clean::LastClean;
use query::Listed;
use schedule::ScheduleOfRuns;
use start::StartRun;

/// The page, for who may compare.
#[component]
pub(super) fn ReconciliationsPage() -> impl IntoView {
    view! {
        <Entry needs=Permission::Reconcile let:_viewer>
            <Reconciliations/>
        </Entry>
    }
}

#[component]
fn Reconciliations() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.reconciliation.title).to_owned());
    view! {
        <PageHeader heading=move || t_string!(i18n, console.reconciliation.title)>
            <p>{t!(i18n, console.reconciliation.lead)}</p>
        </PageHeader>
        <Loaded fetch=query::latest subject=Subject::Part loading=Skeleton let:latest>
            <Latest latest/>
        </Loaded>
    }
}

/// The latest run and what can follow it, and below it all others.
#[component]
fn Latest(latest: Option<Reconciliation>) -> impl IntoView {
    let i18n = use_i18n();
    let run = RwSignal::new(latest);
    let stage = Memo::new(move |_| run::stage(run.read().as_ref()));
    let has_run = Memo::new(move |_| run.read().is_some());
    let shown = move || {
        if !has_run.get() {
            return view! { <Never/> }.into_any();
        }
        view! {
            <LastClean stage/>
            <LiveRun run heading=t!(i18n, console.catalog_syncs.latest) let:run>
                <ReportOfLatest run/>
            </LiveRun>
            <History stage page=query::page let:run>
                <Row run/>
            </History>
        }
        .into_any()
    };
    view! {
        <StartRun run/>
        <ScheduleOfRuns stage/>
        {shown}
    }
}

/// What is known of the latest run, and the way to what it found.
#[component]
fn ReportOfLatest(run: Reconciliation) -> impl IntoView {
    let i18n = use_i18n();
    let href = path::reconciliation(run.id.inner());
    let has_found = run.counts.differences > 0;
    view! {
        <Report run/>
        {has_found.then(|| view! {
            <p><A href attr:class="button">{t!(i18n, console.reconciliation.show)}</A></p>
        })}
    }
}

/// Nobody and nothing has asked for a run yet.
#[component]
fn Never() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class=style::run>
            <Empty icon=Icon::Retry>
                <h2>{t!(i18n, console.reconciliation.none)}</h2>
                <p>{t!(i18n, console.reconciliation.none_why)}</p>
            </Empty>
        </div>
    }
}

/// A run in the list of all.
#[component]
fn Row(run: Listed) -> impl IntoView {
    let i18n = use_i18n();
    let Listed {
        id,
        state,
        has_grades,
        is_clean,
        requested_at,
        requested_by,
        counts,
    } = run;
    let totals =
        (!RunState::from(state).is_under_way()).then(|| text(move || count_words(i18n, Some(counts.differences))));
    view! {
        <RunLink href=path::reconciliation(id.inner()) requested_at requested_by totals/>
        <StateOfReconciliation state has_grades is_clean/>
    }
}
