//! What is known of a run: who asked for it and when, how far it has come, why it was given up, what it counted and found.

use leptos::prelude::*;

use super::found::Found;
use super::query::{Reconciliation, ReconciliationCounts};
use super::words::{StateOfReconciliation, failure_words};
use crate::console::run::{Course, CourseOfRun, GivenUp, style};
use crate::i18n::{t_string, use_i18n};
use crate::language::grouped;
use crate::text::{Text, t, text};

/// Everything but the differences themselves.
#[component]
pub(in crate::console) fn Report(
    /// The run.
    run: Reconciliation,
) -> impl IntoView {
    let i18n = use_i18n();
    let Reconciliation {
        id,
        state,
        has_grades,
        is_clean,
        requested_at,
        requested_by,
        started_at,
        finished_at,
        counts,
        found,
        failure,
        failure_message,
    } = run;
    let course = Course {
        requested_by,
        requested_at,
        started_at,
        finished_at,
    };
    let failure = failure.map(|it| {
        view! { <GivenUp why=text(move || failure_words(i18n, it)) message=failure_message/> }
    });
    let ReconciliationCounts { skipped, not_kept, .. } = counts;
    let skipped = (skipped > 0).then(|| {
        let words = move || {
            if skipped == 1 {
                t_string!(i18n, console.reconciliation.skipped_meaning_one).to_owned()
            } else {
                t_string!(
                    i18n,
                    console.reconciliation.skipped_meaning,
                    count = grouped(i18n, skipped)
                )
            }
        };
        view! { <p>{text(words)}</p> }
    });
    let not_kept = (not_kept > 0).then(|| {
        let words = move || {
            if not_kept == 1 {
                t_string!(i18n, console.reconciliation.not_kept_one).to_owned()
            } else {
                t_string!(i18n, console.reconciliation.not_kept, count = grouped(i18n, not_kept))
            }
        };
        view! { <p>{text(words)}</p> }
    });
    view! {
        <div class=style::card>
            <StateOfReconciliation state has_grades is_clean/>
            {failure}
            {skipped}
            {not_kept}
            <CourseOfRun course more=facts(&counts)/>
        </div>
        {(!found.is_empty()).then(|| view! { <Found run=id found/> })}
    }
}

/// What was counted.
fn facts(counts: &ReconciliationCounts) -> Vec<(Text, Text)> {
    let i18n = use_i18n();
    let ReconciliationCounts {
        people,
        course_runs,
        grades,
        skipped,
        differences,
        not_kept: _,
    } = *counts;
    let number = |it: i32| -> Text { text(move || grouped(i18n, it)) };
    vec![
        (t!(i18n, console.reconciliation.count.people), number(people)),
        (t!(i18n, console.reconciliation.count.course_runs), number(course_runs)),
        (t!(i18n, console.reconciliation.count.grades), number(grades)),
        (t!(i18n, console.reconciliation.count.skipped), number(skipped)),
        (t!(i18n, console.reconciliation.count.differences), number(differences)),
    ]
}
