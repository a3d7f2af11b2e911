//! The changes of a run one by one: first what needs somebody's eye.

use leptos::prelude::*;

use super::query::{CatalogChange, CatalogChangeKind, CatalogCounts, CatalogFieldChange, CatalogKind};
use super::style;
use super::words;
use crate::console::run::style as run;
use crate::i18n::use_i18n;
use crate::text::{t, text};

/// In which order they are told.
const ORDER: [CatalogChangeKind; 8] = [
    CatalogChangeKind::Missing,
    CatalogChangeKind::Conflict,
    CatalogChangeKind::Skipped,
    CatalogChangeKind::Note,
    CatalogChangeKind::Removed,
    CatalogChangeKind::Restored,
    CatalogChangeKind::Changed,
    CatalogChangeKind::Added,
];
/// A list that is longer is shown when it is asked for.
const MAX_OPEN: usize = 10;

/// A list for each thing that can become of something.
#[component]
pub(super) fn Changes(
    /// Those that are told.
    changes: Vec<CatalogChange>,
    /// How many there were of each kind.
    counts: Vec<CatalogCounts>,
) -> impl IntoView {
    let i18n = use_i18n();
    let n_counted: i32 = counts
        .iter()
        .map(|it| it.added + it.changed + it.removed + it.skipped)
        .sum();
    let is_counted = |it: &&CatalogChange| !matches!(it.change, CatalogChangeKind::Note | CatalogChangeKind::Missing);
    let n_told = changes.iter().filter(is_counted).count();
    let is_cut = usize::try_from(n_counted).is_ok_and(|it| it > n_told);
    let is_empty = changes.is_empty();
    let groups: Vec<_> = ORDER
        .into_iter()
        .filter_map(|change| {
            let of_it: Vec<_> = changes.iter().filter(|it| it.change == change).cloned().collect();
            (!of_it.is_empty()).then(|| view! { <Group change changes=of_it/> })
        })
        .collect();
    view! {
        <div class=run::card>
            <h3>{t!(i18n, console.catalog_syncs.changes)}</h3>
            {is_empty.then(|| view! { <p>{t!(i18n, console.catalog_syncs.no_changes)}</p> })}
            {is_cut.then(|| view! { <p class=run::minor>{t!(i18n, console.catalog_syncs.cut)}</p> })}
            {groups}
        </div>
    }
}

#[component]
fn Group(change: CatalogChangeKind, changes: Vec<CatalogChange>) -> impl IntoView {
    let i18n = use_i18n();
    let count = changes.len();
    let items = changes.into_iter().map(|it| {
        view! {
            <li>
                <bdi class=style::name>{it.name}</bdi>
                " "
                <span class=run::minor>{text(move || words::one(i18n, it.kind))}</span>
                {it.detail.map(|it| view! { <p class=style::detail lang="en" dir="ltr">{it}</p> })}
                {(!it.fields.is_empty()).then(|| view! { <Fields kind=it.kind fields=it.fields/> })}
            </li>
        }
    });
    view! {
        <details class=style::group open=count <= MAX_OPEN>
            <summary>{text(move || words::change(i18n, change, count))}</summary>
            <ul>{items.collect_view()}</ul>
        </details>
    }
}

/// What fields were and are.
#[component]
fn Fields(kind: CatalogKind, fields: Vec<CatalogFieldChange>) -> impl IntoView {
    let i18n = use_i18n();
    let value = move |it: Option<String>| match it {
        Some(it) => view! { <bdi>{it}</bdi> }.into_any(),
        None => t!(i18n, console.catalog_syncs.nothing).into_any(),
    };
    let name = move |field: String| {
        move || match words::field(i18n, kind, &field) {
            Some(words) => words.into_any(),
            // As the service calls it, where this app knows no words.
            None => view! { <bdi lang="en">{field.clone()}</bdi> }.into_any(),
        }
    };
    let fields = fields.into_iter().map(|it| {
        view! {
            <div>
                <dt>{name(it.field)}</dt>
                <dd>
                    {value(it.before)}
                    <span class=style::arrow aria-hidden="true">"→"</span>
                    <span class="visually-hidden">" " {t!(i18n, console.catalog_syncs.becomes)} " "</span>
                    {value(it.after)}
                </dd>
            </div>
        }
    });
    view! { <dl class=style::fields>{fields.collect_view()}</dl> }
}
