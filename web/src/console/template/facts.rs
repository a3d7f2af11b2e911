//! What is known of a template: its versions, and when it changed.

use leptos::prelude::*;

use super::query::{AboutVersion, Template};
use crate::api::scalar::Instant;
use crate::console::sheet::style;
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::language::date_language;
use crate::text::{Text, t, text};

/// Dates, and the versions, newest first.
#[component]
pub(super) fn Facts(
    /// What it shows.
    template: Template,
) -> impl IntoView {
    let i18n = use_i18n();
    let at = move |instant: Instant| -> Text { text(move || format::moment(Some(&instant.0), &date_language(i18n))) };
    let Template {
        created_at,
        updated_at,
        latest_version,
        published_version,
        versions,
        version,
        ..
    } = template;
    let facts: [(Text, Text); 3] = [
        (t!(i18n, console.template.made), at(created_at)),
        (t!(i18n, console.templates.changed), at(updated_at)),
        (t!(i18n, console.template.changes), text(move || version.to_string())),
    ];
    let facts: Vec<_> = facts
        .into_iter()
        .map(|(word, value)| view! { <dt>{word}</dt><dd><bdi>{value}</bdi></dd> })
        .collect();
    let published = published_version.as_ref().map(|it| it.number);
    let latest = latest_version.number;
    let versions: Vec<_> = versions
        .into_iter()
        .map(|version| {
            let role = match version.number {
                it if published == Some(it) => Role::Published,
                it if it == latest && version.checked_at.is_some() => Role::Checked,
                it if it == latest => Role::Draft,
                _ => Role::Earlier,
            };
            view! { <VersionItem version role/> }
        })
        .collect();
    view! {
        <section class=style::card aria-labelledby="facts">
            <h2 id="facts">{t!(i18n, console.credential.facts)}</h2>
            <dl class=style::facts>{facts}</dl>
            <h3>{t!(i18n, console.template.versions)}</h3>
            <ol class=style::history>{versions}</ol>
            <p class=style::minor>{t!(i18n, console.template.versions_lead)}</p>
        </section>
    }
}

/// What a version is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// Awards pin it.
    Published,
    /// It is the newest one, passed every check, and is not published.
    Checked,
    /// It is the newest one, and was not checked.
    Draft,
    /// Certificates that were awarded earlier may show it.
    Earlier,
}

#[component]
fn VersionItem(
    version: AboutVersion,
    /// What it is for.
    role: Role,
) -> impl IntoView {
    let i18n = use_i18n();
    let number = version.number;
    let heading = move || match role {
        Role::Published => t_string!(i18n, console.template.published_version, number = number),
        Role::Checked => t_string!(i18n, console.template.checked_version, number = number),
        Role::Draft => t_string!(i18n, console.template.draft_version, number = number),
        Role::Earlier => t_string!(i18n, console.template.version_of, number = number),
    };
    let date = move |instant: &Instant| format::moment(Some(&instant.0), &date_language(i18n));
    let written_at = version.created_at.clone();
    let written = move || t_string!(i18n, console.template.written_on, date = date(&written_at));
    let checked = version.checked_at.clone().map(|at| {
        let checked = move || t_string!(i18n, console.template.checked_on, date = date(&at));
        view! { <p class=style::minor>{text(checked)}</p> }
    });
    let published = version.published_at.clone().map(|at| {
        let published = move || t_string!(i18n, console.template.published_on, date = date(&at));
        view! { <p class=style::minor>{text(published)}</p> }
    });
    view! {
        <li>
            <p class=style::change>{text(heading)}</p>
            <p class=style::minor>{text(written)}</p>
            {checked}
            {published}
        </li>
    }
}
