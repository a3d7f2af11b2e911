//! What becomes of the credentials: how many of each kind, the first of them, and all of them as a file.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_i18n::I18nContext;
use leptos_router::components::A;

use super::style;
use super::verdict::{Counts, Seen, Verdict};
use crate::browser::save;
use crate::console::path;
use crate::console::spreadsheet::Spreadsheet;
use crate::console::table::style as table;
use crate::console::unsaved::Unsaved;
use crate::i18n::{Locale, use_i18n};
use crate::language::grouped;
use crate::text::{Text, t, text};
use crate::ui::button::Button;
use crate::ui::icon::{Icon, IconView};

/// More are in the file alone.
const MOST_SHOWN: usize = 100;
/// What the file is called.
const FILE_NAME: &str = "revoked-credentials.csv";
/// Its columns, in the words of the API.
const COLUMNS: [&str; 7] = [
    "certificate_number",
    "certificate_url",
    "title",
    "username",
    "recipient_name",
    "outcome",
    "reason",
];

/// Counts and rows.
#[component]
pub(super) fn Report(
    seen: Arc<Vec<Seen>>,
    /// Whether it was done, and not only tried out.
    is_done: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let counts = Counts::of(&seen);
    let [revoked, refused]: [Text; 2] = if is_done {
        [t!(i18n, console.revoke.revoked), t!(i18n, console.revoke.refused)]
    } else {
        [t!(i18n, console.revoke.to_revoke), t!(i18n, console.revoke.to_refuse)]
    };
    let cut = (seen.len() > MOST_SHOWN)
        .then(|| view! { <p class=style::hint>{t!(i18n, console.bulk.cut, count = grouped(i18n, MOST_SHOWN))}</p> });
    view! {
        <dl class=style::counts>
            <dt>{revoked}</dt>
            <dd>{counts.revoked}</dd>
            <dt>{t!(i18n, console.revoke.unchanged)}</dt>
            <dd>{counts.unchanged}</dd>
            <dt>{refused}</dt>
            <dd>{counts.refused}</dd>
        </dl>
        <h3>{t!(i18n, console.revoke.rows)}</h3>
        {cut}
        <Rows seen is_done/>
    }
}

#[component]
fn Rows(seen: Arc<Vec<Seen>>, is_done: bool) -> impl IntoView {
    let i18n = use_i18n();
    let rows = seen.iter().take(MOST_SHOWN).cloned().map(|Seen { credential, verdict }| {
        view! {
            <tr role="row">
                <th class=table::main role="rowheader" scope="row">
                    <A href=path::credential(credential.uuid) attr:dir="auto">{credential.certificate.title}</A>
                </th>
                <td class=table::cell role="cell">
                    <span class=table::label aria-hidden="true">{t!(i18n, console.credentials.column.learner)}</span>
                    <span>
                        <bdi>{credential.recipient_name}</bdi>
                        <span class=table::minor dir="auto">{credential.username}</span>
                    </span>
                </td>
                <td role="cell">{text(move || verdict.words(i18n, is_done))}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <table class=table::table role="table" aria-label=t!(i18n, console.revoke.rows)>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t!(i18n, console.credentials.column.credential)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.credentials.column.learner)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.revoke.verdict)}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
}

/// Hands over the file with what becomes of each credential.
#[component]
pub(super) fn DownloadButton(
    seen: Arc<Vec<Seen>>,
    /// What is not lost any more once it is saved.
    #[prop(optional)]
    unsaved: Option<Unsaved>,
) -> impl IntoView {
    let i18n = use_i18n();
    let press = move || {
        // A list of bytes takes whatever is written into it.
        let bytes = sheet(i18n, &seen).unwrap_or_default();
        save(FILE_NAME, "text/csv; charset=utf-8", &bytes);
        if let Some(unsaved) = unsaved {
            unsaved.settle();
        }
    };
    view! {
        <Button on_press=press>
            <IconView icon=Icon::Download/>
            {t!(i18n, console.bulk.download)}
        </Button>
    }
}

fn sheet(i18n: I18nContext<Locale>, seen: &[Seen]) -> Option<Vec<u8>> {
    let mut sheet = Spreadsheet::new();
    sheet.write(COLUMNS.into_iter())?;
    for Seen { credential, verdict } in seen {
        let reason = match verdict {
            Verdict::Refused(reason) => reason.words(i18n),
            Verdict::Revoked | Verdict::Unchanged => "",
        };
        let cells = [
            &credential.uuid.to_string(),
            credential.url.as_str(),
            &credential.certificate.title,
            credential.username.as_deref().unwrap_or_default(),
            credential.recipient_name.as_deref().unwrap_or_default(),
            verdict.code(),
            reason,
        ];
        sheet.write(cells.into_iter())?;
    }
    sheet.finish()
}
