//! One template of the list.

use leptos::prelude::*;
use leptos_router::components::A;

use super::query::Template;
use crate::console::path;
use crate::console::table::style as table;
use crate::console::template::{Publication, PublicationBadge};
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::language::date_language;
use crate::text::{t, text};

/// Its name, what of it is published, and since when.
#[component]
pub(super) fn Row(
    /// What it shows.
    template: Template,
) -> impl IntoView {
    let i18n = use_i18n();
    let Template {
        id,
        name,
        updated_at,
        latest_version,
        published_version,
    } = template;
    let published = published_version.map(|it| it.number);
    let publication = Publication::of(published, latest_version.number, latest_version.checked_at.as_ref());
    let version = move || match published {
        Some(number) => t_string!(i18n, console.template.version_of, number = number),
        None => "–".to_owned(),
    };
    let changed = move || format::long_date(&updated_at, &date_language(i18n));
    view! {
        <tr role="row">
            <th class=table::main role="rowheader" scope="row">
                <A href=path::template(id.inner()) attr:dir="auto">{name}</A>
            </th>
            <td class=table::cell role="cell">
                <span class=table::label aria-hidden="true">{t!(i18n, console.templates.published)}</span>
                <span>{text(version)}</span>
            </td>
            <td class=table::cell role="cell">
                <span class=table::label aria-hidden="true">{t!(i18n, console.templates.changed)}</span>
                <span>{text(changed)}</span>
            </td>
            <td role="cell"><PublicationBadge publication/></td>
        </tr>
    }
}
