//! What is told of every run: who asked for it, when it began and ended, and why it was given up.

use leptos::prelude::*;

use super::style;
use crate::api::scalar::Instant;
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::language::date_language;
use crate::text::{Text, t, text};
use crate::ui::icon::{Icon, IconView};

/// Who asked for a run, and when it began and ended.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::console) struct Course {
    /// None where nobody did but the schedule.
    pub(in crate::console) requested_by: Option<String>,
    pub(in crate::console) requested_at: Instant,
    pub(in crate::console) started_at: Option<Instant>,
    pub(in crate::console) finished_at: Option<Instant>,
}

/// The same as facts.
#[component]
pub(in crate::console) fn CourseOfRun(
    /// Who and when.
    course: Course,
    /// What else is known of the run, with its words.
    #[prop(optional)]
    more: Vec<(Text, Text)>,
) -> impl IntoView {
    let i18n = use_i18n();
    let Course {
        requested_by,
        requested_at,
        started_at,
        finished_at,
    } = course;
    let at = move |instant: Instant| -> Text { text(move || format::moment(Some(&instant.0), &date_language(i18n))) };
    let facts = [
        Some((t!(i18n, console.catalog_syncs.requested_by), asker(requested_by))),
        Some((t!(i18n, console.catalog_syncs.requested_at), at(requested_at))),
        started_at.map(|it| (t!(i18n, console.catalog_syncs.started_at), at(it))),
        finished_at.map(|it| (t!(i18n, console.catalog_syncs.finished_at), at(it))),
    ];
    let facts: Vec<_> = facts
        .into_iter()
        .flatten()
        .chain(more)
        .map(|(word, value)| view! { <div><dt>{word}</dt><dd><bdi>{value}</bdi></dd></div> })
        .collect();
    view! { <dl class=style::facts>{facts}</dl> }
}

/// Who asked for a run.
pub(super) fn asker(username: Option<String>) -> Text {
    let i18n = use_i18n();
    text(move || {
        let nobody = t_string!(i18n, console.credential.service);
        username.as_deref().unwrap_or(nobody).to_owned()
    })
}

/// Why a run was given up.
#[component]
pub(in crate::console) fn GivenUp(
    /// Why, and what to do.
    why: Text,
    /// More of it in the server's own words, in English.
    message: Option<String>,
) -> impl IntoView {
    view! {
        <div class=style::failure>
            <p class=style::why><IconView icon=Icon::Cross/> <span>{why}</span></p>
            {message.map(|it| view! { <p class=style::minor lang="en" dir="ltr">{it}</p> })}
        </div>
    }
}
