//! Awarding what a file lists: read it, say which column is what, see what would become of each row, then do it.
//!
//! Invariant: the file stays in the browser, and each row is sent under a name that follows from it. Whoever chooses the same file
//! again, after a reload or a crash, goes on where it stopped; nothing is awarded twice.

mod awarding;
mod check;
mod chunk;
mod column_choice;
mod columns;
mod file;
mod key;
mod mapping;
mod plan;
mod query;
mod report;
mod rows;
mod run;
mod sheet;
mod table;
mod verdict;

use std::sync::Arc;

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::entry::Entry;
use super::work::style;
use crate::announce::page_title;
use crate::api::enumeration::Permission;
use crate::browser::focus_soon;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::language::grouped;
use crate::text::t;
use crate::ui::page_header::PageHeader;
use awarding::AwardStep;
use check::CheckStep;
use columns::ColumnsStep;
use file::FileStep;
use mapping::Mapping;
use plan::Plan;
use table::Table;
use verdict::Verdict;

/// How far one has come.
#[derive(Clone)]
enum Step {
    File,
    Columns(Arc<Table>),
    Check(Arc<Plan>),
    /// What was seen, and why what exists is changed.
    Award(Arc<Plan>, Arc<Vec<Verdict>>, Option<String>),
}

/// The page, for who may award.
#[component]
pub(super) fn BulkPage() -> impl IntoView {
    view! {
        <Entry needs=Permission::AwardCredentials let:_viewer>
            <Bulk/>
        </Entry>
    }
}

#[component]
fn Bulk() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.bulk.title).to_owned());
    let step = RwSignal::new(Step::File);
    let go = move |next: Step| {
        step.set(next);
        focus_soon("#step".to_owned());
    };
    let on_another = Callback::new(move |()| go(Step::File));
    let on_read = Callback::new(move |table: Table| go(Step::Columns(Arc::new(table))));
    let body = move || match step.get() {
        Step::File => view! { <FileStep on_read/> }.into_any(),
        Step::Columns(table) => {
            let read = Arc::clone(&table);
            let on_mapped = Callback::new(move |mapping: Mapping| {
                go(Step::Check(Arc::new(Plan::of(Arc::clone(&read), mapping))));
            });
            view! { <ColumnsStep table on_mapped on_back=on_another/> }.into_any()
        }
        Step::Check(plan) => {
            let (table, seen) = (Arc::clone(&plan.table), Arc::clone(&plan));
            let on_back = Callback::new(move |()| go(Step::Columns(Arc::clone(&table))));
            let on_confirmed = Callback::new(move |(tried, reason)| go(Step::Award(Arc::clone(&seen), tried, reason)));
            view! { <CheckStep plan on_confirmed on_back on_another/> }.into_any()
        }
        Step::Award(plan, tried, reason) => view! { <AwardStep plan tried reason on_another/> }.into_any(),
    };
    view! {
        <PageHeader heading=move || t_string!(i18n, console.bulk.title)>
            <p>{t!(i18n, console.bulk.lead)}</p>
        </PageHeader>
        {body}
    }
}

/// How many rows are done of how many.
fn progress(i18n: I18nContext<Locale>, done: usize, count: usize) -> String {
    if count == 1 {
        t_string!(i18n, console.bulk.progress_one, done = done)
    } else {
        t_string!(
            i18n,
            console.bulk.progress,
            done = grouped(i18n, done),
            count = grouped(i18n, count)
        )
    }
}
