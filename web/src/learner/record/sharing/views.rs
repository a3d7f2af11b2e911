//! How often a link was followed, day by day.

use leptos::prelude::*;

use super::link::style;
use super::query::DayViews;
use crate::api::scalar::Instant;
use crate::format;
use crate::i18n::use_i18n;
use crate::language::date_language;
use crate::text::{t, text};
use crate::ui::bar::Bar;

/// Newest day first, each with a bar beside its number; nothing where nobody followed the link.
#[component]
pub(super) fn Views(
    /// Oldest day first, days without views left out.
    by_day: Vec<DayViews>,
) -> impl IntoView {
    let i18n = use_i18n();
    let most = by_day.iter().map(|it| it.count).max()?;
    let rows = by_day.into_iter().rev().map(|DayViews { viewed_on, count }| {
        let day = Instant(viewed_on.0);
        let day = move || format::long_date(&day, &date_language(i18n));
        view! {
            <tr>
                <th scope="row">{text(day)}</th>
                <td class=style::count>{count}</td>
                <td><Bar max=most value=count/></td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    Some(view! {
        <details class=style::views>
            <summary>{t!(i18n, share.by_day)}</summary>
            <table aria-label=t!(i18n, share.by_day)>
                <thead class="visually-hidden">
                    <tr>
                        <th scope="col">{t!(i18n, share.day)}</th>
                        <th scope="col">{t!(i18n, share.opened)}</th>
                        <td></td>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    })
}
