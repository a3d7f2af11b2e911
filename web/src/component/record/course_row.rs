//! One course of a record.

use leptos::prelude::*;

use super::fragment::{CourseRecord, RunRecord};
use super::status::Status;
use crate::component::page_link::PageLink;
use crate::i18n::use_i18n;
use crate::language::date_language;
use crate::text::{t, text};
use crate::{format, path};

stylance::import_crate_style!(style, "src/component/record/course_row.module.css");

/// What stands where there is nothing to say.
const NOTHING: &str = "–";

/// Course, status, date and, where they are shown, grades.
#[component]
pub(super) fn CourseRow(
    /// The course.
    course: CourseRecord,
    /// Whether the table has columns for grades.
    has_grades: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let CourseRecord {
        course,
        course_key,
        status,
        status_at,
        attempts,
        grade,
        credential,
        runs,
    } = course;
    let schools: Vec<String> = course.organizations.into_iter().map(|it| it.name).collect();
    let school = move || format::list(&schools, &date_language(i18n));
    let title = match credential {
        Some(it) => view! { <PageLink href=path::certificate(it.uuid)>{course.title}</PageLink> }.into_any(),
        None => course.title.into_any(),
    };
    let at = status_at.clone();
    let date = move || match &at {
        Some(at) => format::long_date(at, &date_language(i18n)),
        None => NOTHING.to_owned(),
    };
    let letter = grade
        .as_ref()
        .and_then(|it| it.letter.clone())
        .unwrap_or_else(|| NOTHING.to_owned());
    let percent = grade.map(|it| it.percent);
    let percent = move || match &percent {
        Some(percent) => format::percent(percent, &date_language(i18n)),
        None => NOTHING.to_owned(),
    };
    let attempts = attempts.map_or_else(|| NOTHING.to_owned(), |it| it.to_string());
    view! {
        <tr class=style::row role="row">
            <th class=style::course role="rowheader" scope="row">
                <span class=style::title dir="auto">{title}</span>
                <span class=style::school dir="auto">{text(school)}</span>
                {course_key.map(|it| view! { <span class=style::key><bdi>{it}</bdi></span> })}
                {(runs.len() > 1).then(|| view! { <Runs runs/> })}
            </th>
            <td class=style::status role="cell"><Status status status_at/></td>
            <td class=style::cell role="cell">
                <span class=style::label aria-hidden="true">{t!(i18n, record.column.date)}</span>
                <span>{text(date)}</span>
            </td>
            {has_grades.then(|| view! {
                <td class=style::number role="cell">
                    <span class=style::label aria-hidden="true">{t!(i18n, record.column.grade)}</span>
                    <span>{text(percent)}</span>
                </td>
                <td class=style::cell role="cell">
                    <span class=style::label aria-hidden="true">{t!(i18n, record.column.letter)}</span>
                    <bdi>{letter}</bdi>
                </td>
                <td class=style::number role="cell">
                    <span class=style::label aria-hidden="true">{t!(i18n, record.column.attempts)}</span>
                    <span>{attempts}</span>
                </td>
            })}
        </tr>
    }
}

/// Every run of which something is told, and why it counts or does not.
#[component]
fn Runs(runs: Vec<RunRecord>) -> impl IntoView {
    let i18n = use_i18n();
    let count = runs.len();
    let items = runs.into_iter().map(|run| {
        let grade = run.grade.map(|grade| {
            let percent = move || format::percent(&grade.percent, &date_language(i18n));
            let letter = grade.letter.map(|it| view! { " " <bdi>{it}</bdi> });
            view! { <span class=style::key>{text(percent)} {letter}</span> }
        });
        view! {
            <li>
                <span class=style::key><bdi>{run.course_key}</bdi></span>
                <Status status=run.status status_at=run.status_at/>
                {grade}
            </li>
        }
    });
    view! {
        <details class=style::runs>
            <summary>{t!(i18n, record.runs, count = count)}</summary>
            <ul>{items.collect_view()}</ul>
        </details>
    }
}
