//! The courses of a record. A table on wide screens and on paper; on a phone each row stands alone, with its words beside it.
//!
//! Invariant: roles are spelled out, because a browser may forget that what is laid out otherwise is a table.

use leptos::prelude::*;

use super::course_row::CourseRow;
use super::fragment::CourseRecord;
use crate::i18n::use_i18n;
use crate::text::t;

stylance::import_crate_style!(style, "src/component/record/course_table.module.css");

/// One row for each course, in the program's order.
#[component]
pub(super) fn CourseTable(
    /// The rows.
    courses: Vec<CourseRecord>,
) -> impl IntoView {
    let i18n = use_i18n();
    // A shared record without grades has neither of their columns.
    let has_grades = courses.iter().any(|it| it.attempts.is_some());
    let rows = courses
        .into_iter()
        .map(|course| view! { <CourseRow course has_grades/> });
    view! {
        <table class=style::table role="table">
            <caption class=style::caption>{t!(i18n, record.courses)}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t!(i18n, record.column.course)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, record.column.status)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, record.column.date)}</th>
                    {has_grades.then(|| view! {
                        <th class=style::number role="columnheader" scope="col">{t!(i18n, record.column.grade)}</th>
                        <th role="columnheader" scope="col">{t!(i18n, record.column.letter)}</th>
                        <th class=style::number role="columnheader" scope="col">{t!(i18n, record.column.attempts)}</th>
                    })}
                </tr>
            </thead>
            <tbody role="rowgroup">{rows.collect_view()}</tbody>
        </table>
    }
}
