//! What becomes of the rows of a file: how many of each kind, those that are refused, and all of them as a file.

use std::sync::Arc;

use leptos::prelude::*;

use super::plan::{Counts, Plan};
use super::sheet;
use super::style;
use super::verdict::Verdict;
use crate::browser::save;
use crate::console::table::style as table;
use crate::i18n::use_i18n;
use crate::language::grouped;
use crate::text::{Text, t, text};
use crate::ui::button::Button;
use crate::ui::icon::{Icon, IconView};

/// More are in the file alone.
const MOST_SHOWN: usize = 100;

/// Counts and refused rows.
#[component]
pub(super) fn Report(
    plan: Arc<Plan>,
    verdicts: Arc<Vec<Verdict>>,
    /// Whether it was done, and not only tried out.
    is_done: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let counts = Counts::of(&verdicts);
    let [created, changed, unchanged, refused]: [Text; 4] = if is_done {
        [
            t!(i18n, console.bulk.created),
            t!(i18n, console.bulk.changed),
            t!(i18n, console.bulk.unchanged),
            t!(i18n, console.bulk.refused),
        ]
    } else {
        [
            t!(i18n, console.bulk.to_create),
            t!(i18n, console.bulk.to_change),
            t!(i18n, console.bulk.to_leave),
            t!(i18n, console.bulk.to_refuse),
        ]
    };
    let refused_rows = (counts.refused > 0).then(|| {
        let cut = (counts.refused > MOST_SHOWN).then(
            || view! { <p class=style::hint>{t!(i18n, console.bulk.cut, count = grouped(i18n, MOST_SHOWN))}</p> },
        );
        view! {
            <h3>{t!(i18n, console.bulk.refused_rows)}</h3>
            {cut}
            <RefusedRows plan verdicts/>
        }
    });
    view! {
        <dl class=style::counts>
            <dt>{created}</dt>
            <dd>{counts.created}</dd>
            <dt>{changed}</dt>
            <dd>{counts.changed}</dd>
            <dt>{unchanged}</dt>
            <dd>{counts.unchanged}</dd>
            <dt>{refused}</dt>
            <dd>{counts.refused}</dd>
        </dl>
        {refused_rows}
    }
}

#[component]
fn RefusedRows(plan: Arc<Plan>, verdicts: Arc<Vec<Verdict>>) -> impl IntoView {
    let i18n = use_i18n();
    let rows = plan.table.rows.iter().zip(verdicts.iter());
    let refused = rows.filter_map(|(row, verdict)| match verdict {
        Verdict::Refused(reason) => Some((row.line, row.cell(plan.mapping.username).to_owned(), *reason)),
        Verdict::Told { .. } => None,
    });
    let rows = refused.take(MOST_SHOWN).map(|(line, username, reason)| {
        view! {
            <tr role="row">
                <th role="rowheader" scope="row" class=table::main>{t!(i18n, console.bulk.line, line = line)}</th>
                <td role="cell" class=table::cell>
                    <span class=table::label>{t!(i18n, console.credentials.username)}</span>
                    <bdi class=table::id>{username}</bdi>
                </td>
                <td role="cell">{text(move || reason.words(i18n))}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <table class=table::table role="table" aria-label=t!(i18n, console.bulk.refused_rows)>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t!(i18n, console.bulk.line_column)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.credentials.username)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.bulk.reason)}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
}

/// Hands over the file with what becomes of each row.
#[component]
pub(super) fn DownloadButton(plan: Arc<Plan>, verdicts: Arc<Vec<Verdict>>) -> impl IntoView {
    let i18n = use_i18n();
    let press = move || {
        let bytes = sheet::write(i18n, &plan.table, &verdicts);
        save(&sheet::file_name(&plan.table.name), "text/csv; charset=utf-8", &bytes);
    };
    view! {
        <Button on_press=press>
            <IconView icon=Icon::Download/>
            {t!(i18n, console.bulk.download)}
        </Button>
    }
}
