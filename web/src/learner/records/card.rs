//! One program in the list.

use leptos::prelude::*;
use leptos_router::components::A;

use super::query::ProgramRecord;
use crate::component::record::progress::ProgressSummary;
use crate::i18n::{t_string, use_i18n};
use crate::language::date_language;
use crate::text::text;
use crate::{format, path};

stylance::import_crate_style!(style, "src/learner/records/card.module.css");

/// What program, by whom, how far; its title leads to the record.
#[component]
pub(super) fn Card(
    /// What it shows.
    record: ProgramRecord,
) -> impl IntoView {
    let i18n = use_i18n();
    let ProgramRecord {
        program,
        progress,
        progress_at,
        course_count,
        earned_course_count,
        last_updated_at,
    } = record;
    let href = path::record(&program.uuid);
    let organizations: Vec<String> = program.organizations.into_iter().map(|it| it.name).collect();
    let offered = move || format::list(&organizations, &date_language(i18n));
    let updated = move || {
        let at = last_updated_at.as_ref()?;
        let date = format::long_date(at, &date_language(i18n));
        Some(t_string!(i18n, record.updated, date = date))
    };
    view! {
        <article class=style::card>
            <div class=style::body>
                <p class=style::kind dir="auto">{program.type_label}</p>
                <h2 class=style::title dir="auto"><A href=href attr:class=style::link>{program.title}</A></h2>
                <p class=style::soft dir="auto">{text(offered)}</p>
            </div>
            <div class=style::progress>
                <ProgressSummary progress progress_at course_count earned_course_count/>
                <p class=style::soft>{updated}</p>
            </div>
        </article>
    }
}
