//! A learner's record in a program, as its learner and those to whom it was shown see it.
//!
//! Invariant: what the server leaves out is not asked about here; a hidden name or grade has no place on the page.

pub(crate) mod file_button;
pub(crate) mod fragment;
pub(crate) mod progress;

mod course_row;
mod course_table;
mod status;

use leptos::prelude::*;

use crate::component::page_link::PageLink;
use crate::i18n::{t_string, use_i18n};
use crate::language::date_language;
use crate::text::{t, text};
use crate::ui::icon::{Icon, IconView};
use crate::{format, path};
use course_table::CourseTable;
use fragment::ProgramRecord;
use progress::ProgressSummary;

stylance::import_crate_style!(style, "src/component/record/style.module.css");

/// The record: what program, whose, how far, and each course.
#[component]
pub(crate) fn RecordSheet(
    /// The record.
    record: ProgramRecord,
    /// What can be done with it, beside its head.
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let ProgramRecord {
        program,
        learner,
        progress,
        progress_at,
        course_count,
        earned_course_count,
        last_updated_at,
        credential,
        courses,
    } = record;
    let organizations: Vec<String> = program.organizations.into_iter().map(|it| it.name).collect();
    let offered = move || format::list(&organizations, &date_language(i18n));
    let updated = last_updated_at.map(|at| {
        let words = move || {
            let date = format::long_date(&at, &date_language(i18n));
            t_string!(i18n, record.updated, date = date)
        };
        view! { <p class=style::soft>{text(words)}</p> }
    });
    let certificate = credential.map(|it| {
        view! {
            <PageLink href=path::certificate(it.uuid) class=style::certificate>
                <IconView icon=Icon::Medal/>
                {t!(i18n, record.certificate)}
            </PageLink>
        }
    });
    view! {
        <article class=style::record data-paper="letter">
            <header class=style::head>
                <p class=style::kind dir="auto">{program.type_label}</p>
                <h1 class=style::title tabindex="-1" dir="auto">{program.title}</h1>
                <p class=style::soft dir="auto">{text(offered)}</p>
                {learner.name.map(|name| view! { <p class=style::name dir="auto">{name}</p> })}
                {learner.email.map(|email| view! { <p class=style::soft dir="auto">{email}</p> })}
            </header>
            <div class=style::state>
                <ProgressSummary progress progress_at course_count earned_course_count/>
                {certificate}
                {updated}
            </div>
            <div class=style::actions>{children()}</div>
            <CourseTable courses/>
        </article>
    }
}
