//! One comparison with the learning platform: how far it has come, what it counted, and every difference that it found.
//!
//! Invariant: what may be done with a difference is what the server says of it.

mod differences;
mod found;
mod kind;
mod query;
mod report;
mod words;

use leptos::prelude::*;

use super::entry::Entry;
use super::path::RECONCILIATIONS;
use super::run::{All, LiveRun, RunPage};
use crate::api::enumeration::Permission;
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use differences::Differences;
pub(super) use query::{Reconciliation, ReconciliationCounts, ReconciliationState};
pub(super) use report::Report;
pub(super) use words::{StateOfReconciliation, count_words};

const ALL: All = All {
    path: RECONCILIATIONS,
    title: |i18n| t_string!(i18n, console.reconciliation.title),
};

/// The page, for who may compare.
#[component]
pub(super) fn ReconciliationPage() -> impl IntoView {
    view! {
        <Entry needs=Permission::Reconcile let:_viewer>
            <RunPage all=ALL show/>
        </Entry>
    }
}

fn show(run: RwSignal<Option<Reconciliation>>) -> AnyView {
    let i18n = use_i18n();
    view! {
        <LiveRun run heading=t!(i18n, console.catalog_syncs.result) let:run>
            <Report run/>
        </LiveRun>
        <Differences run/>
    }
    .into_any()
}
