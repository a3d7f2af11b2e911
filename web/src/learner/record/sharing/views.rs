//! How often a link was followed, day by day.

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::link::style;
use super::query::DayViews;
use crate::api::scalar::Instant;
use crate::format;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::language::{date_language, grouped};
use crate::text::{t, text};
use crate::ui::bar::Bar;

/// How often in all.
pub(super) fn count_words(i18n: I18nContext<Locale>, count: i32) -> String {
    match count {
        0 => t_string!(i18n, share.views_none).to_owned(),
        1 => t_string!(i18n, share.views_one).to_owned(),
        count => t_string!(i18n, share.views_many, count = grouped(i18n, count)),
    }
}

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
                <td class=style::count>{text(move || grouped(i18n, count))}</td>
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
