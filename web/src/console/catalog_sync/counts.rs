//! What became of how many things of each kind.

use leptos::prelude::*;

use super::query::CatalogCounts;
use super::words;
use crate::console::table::style as table;
use crate::i18n::use_i18n;
use crate::language::grouped;
use crate::text::{Text, t, text};

/// A row for each kind.
#[component]
pub(super) fn Counts(
    /// The counts of every kind.
    counts: Vec<CatalogCounts>,
) -> impl IntoView {
    let i18n = use_i18n();
    let rows = counts.into_iter().map(|it| {
        let cells = columns()
            .into_iter()
            .zip([it.added, it.changed, it.unchanged, it.removed, it.skipped]);
        let cells = cells.map(|(word, count)| {
            view! {
                <td class=table::cell role="cell">
                    <span class=table::label aria-hidden="true">{word}</span>
                    <span>{text(move || grouped(i18n, count))}</span>
                </td>
            }
        });
        view! {
            <tr role="row">
                <th class=table::main role="rowheader" scope="row">{text(move || words::many(i18n, it.kind))}</th>
                {cells.collect_view()}
            </tr>
        }
    });
    let heads = columns()
        .into_iter()
        .map(|word| view! { <th role="columnheader" scope="col">{word}</th> });
    view! {
        <table class=table::table role="table" aria-label=t!(i18n, console.catalog_syncs.counts)>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t!(i18n, credentials.kind.label)}</th>
                    {heads.collect_view()}
                </tr>
            </thead>
            <tbody role="rowgroup">{rows.collect_view()}</tbody>
        </table>
    }
}

/// The words of what is counted, in the order of the columns.
fn columns() -> [Text; 5] {
    let i18n = use_i18n();
    [
        t!(i18n, console.catalog_syncs.column.added),
        t!(i18n, console.catalog_syncs.column.changed),
        t!(i18n, console.catalog_syncs.column.unchanged),
        t!(i18n, console.catalog_syncs.column.removed),
        t!(i18n, console.catalog_syncs.column.skipped),
    ]
}
