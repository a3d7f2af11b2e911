//! One credential of the list.

use leptos::prelude::*;
use leptos_router::components::A;

use super::query::{Credential, LearningObjectType};
use crate::component::state::{StateBadge, StateDates, visible_from};
use crate::console::path;
use crate::console::table::style as table;
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::language::date_language;
use crate::text::{t, text};

/// What, whose, since when, and what it is worth.
#[component]
pub(super) fn Row(
    /// What it shows.
    credential: Credential,
) -> impl IntoView {
    let i18n = use_i18n();
    let Credential {
        uuid,
        username,
        recipient_name,
        state,
        visibility,
        awarded_at,
        visible_at,
        expires_at,
        revoked_at,
        certificate,
    } = credential;
    let kind = move || match certificate.learning_object_type {
        LearningObjectType::Program => t_string!(i18n, console.kind.program),
        LearningObjectType::CourseRun => t_string!(i18n, console.kind.course_run),
    };
    let whose = match username {
        Some(username) => {
            let href = path::learner(&username);
            let beneath = recipient_name
                .is_some()
                .then(|| view! { <span class=table::minor dir="auto">{username.clone()}</span> });
            let name = recipient_name.unwrap_or(username);
            view! { <A href><bdi>{name}</bdi></A> {beneath} }.into_any()
        }
        None => view! { <bdi>{recipient_name}</bdi> }.into_any(),
    };
    let awarded = move || format::long_date(&awarded_at, &date_language(i18n));
    let dates = StateDates {
        visible_from: visible_from(visible_at, visibility),
        expires_at,
        revoked_at,
    };
    view! {
        <tr role="row">
            <th class=table::main role="rowheader" scope="row">
                <A href=path::credential(uuid) attr:dir="auto">{certificate.title}</A>
                <span class=table::minor>{text(kind)}</span>
            </th>
            <td class=table::cell role="cell">
                <span class=table::label aria-hidden="true">{t!(i18n, console.credentials.column.learner)}</span>
                <span>{whose}</span>
            </td>
            <td class=table::cell role="cell">
                <span class=table::label aria-hidden="true">{t!(i18n, console.credentials.column.awarded)}</span>
                <span>{text(awarded)}</span>
            </td>
            <td role="cell"><StateBadge state dates/></td>
        </tr>
    }
}
