//! How far a learner has come in a program: as a word, as numbers, and as a bar.

use leptos::prelude::*;

use super::fragment::ProgramProgress;
use crate::api::scalar::Instant;
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::language::date_language;
use crate::text::text;
use crate::ui::badge::{Badge, Tone};
use crate::ui::bar::Bar;
use crate::ui::icon::Icon;

stylance::import_crate_style!(style, "src/component/record/progress.module.css");

/// A badge, a sentence of numbers, a bar.
#[component]
pub(crate) fn ProgressSummary(
    /// How far.
    progress: ProgramProgress,
    /// The date that goes with it.
    progress_at: Option<Instant>,
    /// How many courses the program has.
    course_count: i32,
    /// How many of them are earned.
    earned_course_count: i32,
) -> impl IntoView {
    let i18n = use_i18n();
    let (tone, icon) = match progress {
        ProgramProgress::Completed => (Tone::Good, Icon::Check),
        ProgramProgress::CoursesEarned | ProgramProgress::NotYetVisible => (Tone::Waiting, Icon::Clock),
        ProgramProgress::Revoked => (Tone::Bad, Icon::Cross),
        ProgramProgress::InProgress | ProgramProgress::NotStarted => (Tone::Quiet, Icon::Clock),
    };
    let words = move || {
        let date = progress_at
            .as_ref()
            .map(|it| format::long_date(it, &date_language(i18n)))
            .unwrap_or_default();
        match progress {
            ProgramProgress::Completed => t_string!(i18n, record.progress.completed, date = date),
            ProgramProgress::NotYetVisible => t_string!(i18n, record.progress.not_yet_visible, date = date),
            ProgramProgress::Revoked => t_string!(i18n, record.progress.revoked, date = date),
            ProgramProgress::CoursesEarned => t_string!(i18n, record.progress.courses_earned).to_owned(),
            ProgramProgress::InProgress => t_string!(i18n, record.progress.in_progress).to_owned(),
            ProgramProgress::NotStarted => t_string!(i18n, record.progress.not_started).to_owned(),
        }
    };
    let numbers = move || {
        if course_count == 1 {
            t_string!(i18n, record.progress.numbers_one, earned = earned_course_count)
        } else {
            t_string!(
                i18n,
                record.progress.numbers,
                earned = earned_course_count,
                count = course_count
            )
        }
    };
    // The catalogue may know a program before its courses.
    let has_courses = course_count > 0;
    view! {
        <div class=style::progress>
            <Badge tone icon>{text(words)}</Badge>
            {has_courses.then(|| view! {
                <p class=style::numbers>{text(numbers)}</p>
                <Bar max=course_count value=earned_course_count/>
            })}
        </div>
    }
}
