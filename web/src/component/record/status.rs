//! Whether a course or a run is earned, and if not, why.

use leptos::prelude::*;

use super::fragment::CourseRecordStatus;
use crate::api::scalar::Instant;
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::language::date_language;
use crate::text::text;
use crate::ui::badge::{Badge, Tone};
use crate::ui::icon::Icon;

stylance::import_crate_style!(style, "src/component/record/status.module.css");

/// A badge, and the reason below it where the badge does not say all.
#[component]
pub(super) fn Status(
    /// What it is.
    status: CourseRecordStatus,
    /// The date that goes with it.
    status_at: Option<Instant>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (tone, icon) = match status {
        CourseRecordStatus::Earned => (Tone::Good, Icon::Check),
        CourseRecordStatus::AwaitingGrade | CourseRecordStatus::VisibleFrom => (Tone::Waiting, Icon::Clock),
        CourseRecordStatus::Revoked => (Tone::Bad, Icon::Cross),
        CourseRecordStatus::OtherRunCounted
        | CourseRecordStatus::RunNotInProgram
        | CourseRecordStatus::InProgress
        | CourseRecordStatus::NotStarted => (Tone::Quiet, Icon::Clock),
    };
    let word = move || match status {
        CourseRecordStatus::Earned | CourseRecordStatus::AwaitingGrade => t_string!(i18n, record.status.earned),
        CourseRecordStatus::VisibleFrom => t_string!(i18n, record.status.visible_from),
        CourseRecordStatus::Revoked => t_string!(i18n, record.status.revoked),
        CourseRecordStatus::OtherRunCounted | CourseRecordStatus::RunNotInProgram => {
            t_string!(i18n, record.status.not_counted)
        }
        CourseRecordStatus::InProgress => t_string!(i18n, record.status.in_progress),
        CourseRecordStatus::NotStarted => t_string!(i18n, record.status.not_started),
    };
    let reason = move || {
        let date = || {
            status_at
                .as_ref()
                .map(|it| format::long_date(it, &date_language(i18n)))
                .unwrap_or_default()
        };
        match status {
            CourseRecordStatus::Earned | CourseRecordStatus::NotStarted => String::new(),
            CourseRecordStatus::AwaitingGrade => t_string!(i18n, record.reason.awaiting_grade).to_owned(),
            CourseRecordStatus::VisibleFrom => t_string!(i18n, record.reason.visible_from, date = date()),
            CourseRecordStatus::Revoked => t_string!(i18n, record.reason.revoked).to_owned(),
            CourseRecordStatus::OtherRunCounted => t_string!(i18n, record.reason.other_run_counted).to_owned(),
            CourseRecordStatus::RunNotInProgram => t_string!(i18n, record.reason.run_not_in_program).to_owned(),
            CourseRecordStatus::InProgress => t_string!(i18n, record.reason.in_progress).to_owned(),
        }
    };
    view! {
        <Badge tone icon>{text(word)}</Badge>
        <p class=style::reason>{text(reason)}</p>
    }
}
