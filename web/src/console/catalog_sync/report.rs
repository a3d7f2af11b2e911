//! What is known of a run: who asked for it and when, how far it has come, why it was given up, counts and changes.

use leptos::prelude::*;

use super::changes::Changes;
use super::counts::Counts;
use super::query::{CatalogCounts, CatalogKind, CatalogSync, CatalogSyncState};
use super::words::{self, StateOfSync};
use crate::console::run::{Course, CourseOfRun, GivenUp, Run as _, style};
use crate::i18n::{t_string, use_i18n};
use crate::language::grouped;
use crate::text::{t, text};
use crate::ui::bar::Bar;

/// Everything, the most pressing first.
#[component]
pub(in crate::console) fn Report(
    /// The run.
    run: CatalogSync,
) -> impl IntoView {
    let i18n = use_i18n();
    let is_under_way = run.state().is_under_way();
    let CatalogSync {
        state,
        is_dry_run,
        is_mass_delete_allowed,
        requested_at,
        requested_by,
        started_at,
        finished_at,
        copying,
        expected_count,
        counts,
        changes,
        failure,
        failure_message,
        ..
    } = run;
    let course = Course {
        requested_by,
        requested_at,
        started_at,
        finished_at,
    };
    let is_begun = state != CatalogSyncState::Queued;
    let progress = copying.map(|kind| view! { <Progress kind expected_count counts=counts.clone()/> });
    let failure = failure.map(|it| {
        view! { <GivenUp why=text(move || words::failure(i18n, it)) message=failure_message/> }
    });
    view! {
        <div class=style::card>
            <StateOfSync state is_dry_run/>
            {is_dry_run.then(|| view! { <p>{t!(i18n, console.catalog_syncs.trial_meaning)}</p> })}
            {is_mass_delete_allowed.then(|| view! { <p>{t!(i18n, console.catalog_syncs.mass_delete)}</p> })}
            {progress}
            {failure}
            <CourseOfRun course/>
        </div>
        {is_begun.then(|| view! { <Counts counts=counts.clone()/> })}
        {(!is_under_way).then(|| view! { <Changes changes counts/> })}
    }
}

/// How much of what is being copied is done.
#[component]
fn Progress(kind: CatalogKind, expected_count: Option<i32>, counts: Vec<CatalogCounts>) -> impl IntoView {
    let i18n = use_i18n();
    let count: i32 = counts
        .iter()
        .filter(|it| it.kind == kind)
        .map(|it| it.added + it.changed + it.unchanged + it.skipped)
        .sum();
    let words = move || {
        let kind = words::many(i18n, kind);
        if let Some(total) = expected_count {
            t_string!(
                i18n,
                console.catalog_syncs.progress_of,
                kind = kind,
                count = grouped(i18n, count),
                total = grouped(i18n, total)
            )
        } else {
            t_string!(
                i18n,
                console.catalog_syncs.progress,
                kind = kind,
                count = grouped(i18n, count)
            )
        }
    };
    let bar = expected_count
        .filter(|it| *it > 0)
        .map(|max| view! { <Bar max value=count/> });
    view! {
        <p>{text(words)}</p>
        {bar}
    }
}
