//! What is known of a run: who asked for it and when, how far it has come, why it was given up, counts and changes.

use leptos::prelude::*;

use super::changes::Changes;
use super::counts::Counts;
use super::query::{CatalogCounts, CatalogKind, CatalogSync};
use super::style;
use super::words::{self, StateOfRun};
use crate::api::scalar::Instant;
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::language::date_language;
use crate::text::{Text, t, text};
use crate::ui::bar::Bar;
use crate::ui::icon::{Icon, IconView};

/// Everything, the most pressing first.
#[component]
pub(super) fn Report(
    /// The run.
    run: CatalogSync,
) -> impl IntoView {
    let i18n = use_i18n();
    let is_under_way = run.is_under_way();
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
    let at = move |instant: Instant| -> Text { text(move || format::moment(Some(&instant.0), &date_language(i18n))) };
    let who = move || words::asker(i18n, requested_by.as_deref());
    let facts: Vec<(Text, Text)> = [
        Some((t!(i18n, console.catalog_syncs.requested_by), text(who))),
        Some((t!(i18n, console.catalog_syncs.requested_at), at(requested_at))),
        started_at.map(|it| (t!(i18n, console.catalog_syncs.started_at), at(it))),
        finished_at.map(|it| (t!(i18n, console.catalog_syncs.finished_at), at(it))),
    ]
    .into_iter()
    .flatten()
    .collect();
    let facts: Vec<_> = facts
        .into_iter()
        .map(|(word, value)| view! { <div><dt>{word}</dt><dd><bdi>{value}</bdi></dd></div> })
        .collect();
    let is_begun = state != super::CatalogSyncState::Queued;
    let progress = copying.map(|kind| view! { <Progress kind expected_count counts=counts.clone()/> });
    let failure = failure.map(|it| {
        view! {
            <div class=style::failure>
                <p class=style::why><IconView icon=Icon::Cross/> <span>{text(move || words::failure(i18n, it))}</span></p>
                {failure_message.map(|it| view! { <p class=style::minor lang="en" dir="ltr">{it}</p> })}
            </div>
        }
    });
    view! {
        <div class=style::card>
            <StateOfRun state is_dry_run/>
            {is_dry_run.then(|| view! { <p>{t!(i18n, console.catalog_syncs.trial_meaning)}</p> })}
            {is_mass_delete_allowed.then(|| view! { <p>{t!(i18n, console.catalog_syncs.mass_delete)}</p> })}
            {progress}
            {failure}
            <dl class=style::facts>{facts}</dl>
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
                count = count,
                total = total
            )
        } else {
            t_string!(i18n, console.catalog_syncs.progress, kind = kind, count = count)
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
