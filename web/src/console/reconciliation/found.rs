//! How much of each kind a run has found, with the way to it.

use leptos::prelude::*;
use leptos_router::components::A;

use super::differences::Filter;
use super::query::DifferenceCount;
use crate::console::table::style as table;
use crate::i18n::{t_string, use_i18n};
use crate::language::grouped;
use crate::text::{t, text};

/// A row for each kind of which there is any.
#[component]
pub(super) fn Found(
    /// The run.
    run: cynic::Id,
    /// How many of each kind.
    found: Vec<DifferenceCount>,
) -> impl IntoView {
    let i18n = use_i18n();
    let run = run.into_inner();
    let rows = found.into_iter().map(|DifferenceCount { kind, count, kept }| {
        let how_many = move || match kept {
            Some(kept) if kept < count => t_string!(
                i18n,
                console.reconciliation.kept_of,
                count = grouped(i18n, count),
                kept = grouped(i18n, kept)
            ),
            Some(_) | None => grouped(i18n, count),
        };
        let filter = Filter::of_kind(run.clone(), kind);
        view! {
            <tr role="row">
                <th class=table::main role="rowheader" scope="row">
                    <A href=filter.path(None) scroll=false>{text(move || kind.name(i18n))}</A>
                </th>
                <td class=table::cell role="cell">
                    <span class=table::label aria-hidden="true">{t!(i18n, console.reconciliation.how_many)}</span>
                    <span>{text(how_many)}</span>
                </td>
                <td class=table::cell role="cell">
                    <span class=table::label aria-hidden="true">{t!(i18n, console.reconciliation.repair_does)}</span>
                    <span>{text(move || kind.repair(i18n))}</span>
                </td>
            </tr>
        }
    });
    let rows: Vec<_> = rows.collect();
    view! {
        <table class=table::table role="table" aria-label=t!(i18n, console.reconciliation.found)>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t!(i18n, console.reconciliation.what)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.reconciliation.how_many)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.reconciliation.repair_does)}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
}
