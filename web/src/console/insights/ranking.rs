//! What most happened to.

use leptos::prelude::*;
use leptos_router::components::A;

use super::query::{ConfigurationInsight, SharingInsight};
use super::style;
use crate::console::path;
use crate::console::table::style as table;
use crate::i18n::use_i18n;
use crate::language::grouped;
use crate::text::{Text, t, text};

/// Programs for which most was awarded.
#[component]
pub(super) fn Programs(programs: Vec<ConfigurationInsight>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class=style::section aria-labelledby="programs">
            <h2 id="programs" class=style::heading>{t!(i18n, console.insights.programs)}</h2>
            <Awarded name="programs" column=t!(i18n, console.kind.program) insights=programs/>
        </section>
    }
}

/// Course runs for which most was awarded.
#[component]
pub(super) fn CourseRuns(course_runs: Vec<ConfigurationInsight>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class=style::section aria-labelledby="course-runs">
            <h2 id="course-runs" class=style::heading>{t!(i18n, console.insights.course_runs)}</h2>
            <Awarded name="course-runs" column=t!(i18n, console.kind.course_run) insights=course_runs/>
        </section>
    }
}

#[component]
fn Awarded(name: &'static str, column: Text, insights: Vec<ConfigurationInsight>) -> impl IntoView {
    let i18n = use_i18n();
    let rows: Vec<_> = insights
        .into_iter()
        .map(|it| Ranked {
            href: path::configuration(&it.configuration.learning_object.id),
            title: it.configuration.name(),
            id: it.configuration.learning_object.id,
            counts: vec![it.award_count, it.revocation_count, it.reinstatement_count],
        })
        .collect();
    let columns = vec![
        t!(i18n, console.insights.awarded),
        t!(i18n, console.insights.revoked),
        t!(i18n, console.insights.reinstated),
    ];
    if rows.is_empty() {
        view! { <p>{t!(i18n, console.insights.nothing_awarded)}</p> }.into_any()
    } else {
        view! { <Ranking name column columns rows/> }.into_any()
    }
}

/// Programs whose records were viewed most.
#[component]
pub(super) fn SharedPrograms(shared_programs: Vec<SharingInsight>) -> impl IntoView {
    let i18n = use_i18n();
    let rows: Vec<_> = shared_programs
        .into_iter()
        .map(|it| Ranked {
            href: path::configuration(it.program.uuid.as_str()),
            title: it.program.title,
            id: it.program.uuid.as_str().to_owned(),
            counts: vec![it.view_count, it.share_count],
        })
        .collect();
    let columns = vec![t!(i18n, console.insights.viewed), t!(i18n, console.insights.shared)];
    let table = if rows.is_empty() {
        view! { <p>{t!(i18n, console.insights.nothing_viewed)}</p> }.into_any()
    } else {
        view! { <Ranking name="shared-programs" column=t!(i18n, console.kind.program) columns rows/> }.into_any()
    };
    view! {
        <section class=style::section aria-labelledby="shared-programs">
            <h2 id="shared-programs" class=style::heading>{t!(i18n, console.insights.shared_programs)}</h2>
            {table}
        </section>
    }
}

/// A thing and its numbers.
struct Ranked {
    href: String,
    title: String,
    /// Tells it apart from others of the same title.
    id: String,
    counts: Vec<i32>,
}

#[component]
fn Ranking(
    /// Names the section.
    name: &'static str,
    column: Text,
    columns: Vec<Text>,
    rows: Vec<Ranked>,
) -> impl IntoView {
    let i18n = use_i18n();
    let heads = columns
        .into_iter()
        .map(|words| view! { <th class=style::number scope="col">{words}</th> })
        .collect_view();
    let rows = rows
        .into_iter()
        .map(|ranked| {
            let Ranked {
                href,
                title,
                id,
                counts,
            } = ranked;
            let id = (id != title).then(|| view! { <span class=table::minor><bdi>{id}</bdi></span> });
            let counts = counts
                .into_iter()
                .map(|it| view! { <td class=style::number>{text(move || grouped(i18n, it))}</td> });
            view! {
                <tr>
                    <th scope="row"><A href=href attr:dir="auto">{title}</A> {id}</th>
                    {counts.collect_view()}
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class=style::scroll tabindex="0" role="group" aria-labelledby=name>
            <table class=style::table aria-labelledby=name>
                <thead>
                    <tr>
                        <th scope="col">{column}</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
