//! What becomes of the rows of a file: how many of each kind, the rows themselves, and all of them as a file.

use std::sync::Arc;

use leptos::prelude::*;

use super::plan::{Counts, Plan};
use super::query::Purpose;
use super::rows::Rows;
use super::sheet;
use super::style;
use super::verdict::{Fate, Verdict};
use crate::browser::save;
use crate::console::unsaved::Unsaved;
use crate::i18n::use_i18n;
use crate::language::grouped;
use crate::text::{t, text};
use crate::ui::button::Button;
use crate::ui::icon::{Icon, IconView};

/// Counts and rows.
#[component]
pub(super) fn Report(
    plan: Arc<Plan>,
    verdicts: Arc<Vec<Verdict>>,
    /// Whether it was done, and not only tried out.
    is_done: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let counts = Counts::of(&verdicts);
    let counts = Fate::ALL.map(|it| {
        view! {
            <dt>{text(move || it.words(i18n, is_done))}</dt>
            <dd>{text(move || grouped(i18n, counts.of_fate(it)))}</dd>
        }
    });
    view! {
        <dl class=style::counts>{counts.into_iter().collect_view()}</dl>
        <Rows plan verdicts is_done/>
    }
}

/// Hands over the file with what becomes of each row.
#[component]
pub(super) fn DownloadButton(
    plan: Arc<Plan>,
    verdicts: Arc<Vec<Verdict>>,
    /// What it tells of.
    purpose: Purpose,
    /// What is not lost any more once it is saved.
    #[prop(optional)]
    unsaved: Option<Unsaved>,
) -> impl IntoView {
    let i18n = use_i18n();
    let press = move || {
        let bytes = sheet::write(i18n, &plan.table, &verdicts, purpose);
        save(
            &sheet::file_name(&plan.table.name, purpose),
            "text/csv; charset=utf-8",
            &bytes,
        );
        if let Some(unsaved) = unsaved {
            unsaved.settle();
        }
    };
    let label = match purpose {
        Purpose::Trial => t!(i18n, console.bulk.download_preview),
        Purpose::Award => t!(i18n, console.bulk.download),
    };
    view! {
        <Button on_press=press>
            <IconView icon=Icon::Download/>
            {label}
        </Button>
    }
}
