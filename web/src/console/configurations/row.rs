//! One configuration of the list.

use leptos::prelude::*;
use leptos_router::components::A;

use super::query::CredentialConfiguration;
use crate::api::enumeration::LearningObjectType;
use crate::console::configuration::ActiveBadge;
use crate::console::path;
use crate::console::table::style as table;
use crate::format;
use crate::i18n::use_i18n;
use crate::language::date_language;
use crate::text::{Text, t, text};

/// What, for which id, since when, and whether it takes awards.
#[component]
pub(super) fn Row(
    /// What it shows.
    configuration: CredentialConfiguration,
) -> impl IntoView {
    let i18n = use_i18n();
    let name = configuration.name();
    let CredentialConfiguration {
        learning_object,
        is_active,
        updated_at,
        ..
    } = configuration;
    let kind: Text = match learning_object.kind {
        LearningObjectType::Program => t!(i18n, console.kind.program),
        LearningObjectType::CourseRun => t!(i18n, console.kind.course_run),
    };
    let changed = move || format::long_date(&updated_at, &date_language(i18n));
    view! {
        <tr role="row">
            <th class=table::main role="rowheader" scope="row">
                <A href=path::configuration(&learning_object.id) attr:dir="auto">{name}</A>
                <span class=table::minor>{kind}</span>
            </th>
            <td class=table::cell role="cell">
                <span class=table::label aria-hidden="true">{t!(i18n, console.credential.object)}</span>
                <bdi class=table::id>{learning_object.id}</bdi>
            </td>
            <td class=table::cell role="cell">
                <span class=table::label aria-hidden="true">{t!(i18n, console.configurations.changed)}</span>
                <span>{text(changed)}</span>
            </td>
            <td role="cell"><ActiveBadge is_active/></td>
        </tr>
    }
}
